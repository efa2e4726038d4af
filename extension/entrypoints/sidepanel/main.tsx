import { render } from 'preact';
import { askAsPage } from '../../ask-as-page.ts';
import { browser } from 'wxt/browser';
import { watchQuestions } from '../../asked-question.ts';
import { PopupCache } from '../../daemon-client/popup-cache.ts';
import { keptExpansion } from '../../kept-expansion.ts';
import { openLibrary } from '../../open-library.ts';
import { openExtensionPage } from '../../open-extension-page.ts';
import { SidePanel } from '../../ui/side-panel.tsx';

const clock = () => new Date();
const { incognito, id: windowId = browser.windows.WINDOW_ID_NONE } = await browser.windows.getCurrent();
const takeQuestions = (ask: (question: string) => void) => watchQuestions(windowId, ask);

render(
  <SidePanel
    ask={askAsPage}
    clock={clock}
    cache={incognito ? null : new PopupCache()}
    expansion={keptExpansion}
    takeQuestions={takeQuestions}
    openOptions={(section) => void openExtensionPage('options.html', section)}
    openConnect={() => void openExtensionPage('connect.html')}
    openLibrary={(pageId) => void openLibrary(pageId)}
    copy={(text) => navigator.clipboard.writeText(text)}
  />,
  document.body,
);
