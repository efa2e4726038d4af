import { render } from 'preact';
import { browser } from 'wxt/browser';
import { openExtensionPage } from '../../open-extension-page.ts';
import { sendMessage } from '../../send-message.ts';
import { sidePanelOpener } from '../../side-panel-opener.ts';
import { Popup } from '../../ui/popup.tsx';

const clock = () => new Date();
const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
const openSidePanel = sidePanelOpener(tab?.windowId ?? browser.windows.WINDOW_ID_CURRENT);

render(
  <Popup
    ask={sendMessage}
    tabId={tab?.id ?? browser.tabs.TAB_ID_NONE}
    clock={clock}
    openSidePanel={openSidePanel && (() => void openSidePanel().then(() => window.close()))}
    openOptions={(section) => void openExtensionPage('options.html', section).then(() => window.close())}
    openConnect={() => void openExtensionPage('connect.html').then(() => window.close())}
    copy={(text) => navigator.clipboard.writeText(text)}
    close={() => window.close()}
  />,
  document.body,
);
