import type { ComponentChildren } from 'preact';
import { render } from 'preact';
import { browser } from 'wxt/browser';
import { askAsPage } from '../../ask-as-page.ts';
import { PopupCache } from '../../daemon-client/popup-cache.ts';
import { keptExpansion } from '../../kept-expansion.ts';
import { watchForPanel } from '../../left-for-panel.ts';
import { openLibrary } from '../../open-library.ts';
import { openExtensionPage } from '../../open-extension-page.ts';
import { showSites } from '../../site/show-sites.ts';
import { SidePanel } from '../../ui/side-panel.tsx';

const clock = () => new Date();
const { incognito, id: windowId = browser.windows.WINDOW_ID_NONE } = await browser.windows.getCurrent();
const cache = incognito ? null : new PopupCache();
const takeQuestions = (ask: (question: string) => void) => watchForPanel(windowId, 'question', ask);

function draw(site: ComponentChildren): void {
  render(
    <SidePanel
      ask={askAsPage}
      clock={clock}
      cache={cache}
      expansion={keptExpansion}
      takeQuestions={takeQuestions}
      openOptions={(section) => void openExtensionPage('options.html', section)}
      openConnect={() => void openExtensionPage('connect.html')}
      openLibrary={(pageId) => void openLibrary(pageId)}
      copy={(text) => navigator.clipboard.writeText(text)}
      site={site}
    />,
    document.body,
  );
}

draw(undefined);
if (!incognito) await showSites(windowId, draw);
