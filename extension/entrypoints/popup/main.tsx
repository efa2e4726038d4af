import { render } from 'preact';
import { browser } from 'wxt/browser';
import { PopupCache } from '../../daemon-client/popup-cache.ts';
import { keptExpansion } from '../../kept-expansion.ts';
import { openLibrary } from '../../open-library.ts';
import { openExtensionPage } from '../../open-extension-page.ts';
import { sendMessage } from '../../send-message.ts';
import { sidePanelOpener } from '../../side-panel-opener.ts';
import { Popup } from '../../ui/popup.tsx';

const clock = () => new Date();
const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
const openSidePanel = sidePanelOpener(tab?.windowId ?? browser.windows.WINDOW_ID_CURRENT);

// The drawing that was painted first gives way in the same frame.
document.body.replaceChildren();

render(
  <Popup
    ask={sendMessage}
    tabId={tab?.id ?? browser.tabs.TAB_ID_NONE}
    clock={clock}
    cache={tab?.incognito === false ? new PopupCache() : null}
    expansion={keptExpansion}
    openSidePanel={openSidePanel && (() => void openSidePanel().then(() => window.close()))}
    openOptions={(section) => void openExtensionPage('options.html', section).then(() => window.close())}
    openConnect={() => void openExtensionPage('connect.html').then(() => window.close())}
    openLibrary={(pageId) => void openLibrary(pageId).then(() => window.close())}
    copy={(text) => navigator.clipboard.writeText(text)}
    close={() => window.close()}
  />,
  document.body,
);
