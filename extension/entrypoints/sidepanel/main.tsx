import { render } from 'preact';
import { openExtensionPage } from '../../open-extension-page.ts';
import { sendMessage } from '../../send-message.ts';
import { SidePanel } from '../../ui/side-panel.tsx';

const clock = () => new Date();

render(
  <SidePanel
    ask={sendMessage}
    clock={clock}
    openOptions={(section) => void openExtensionPage('options.html', section)}
    openConnect={() => void openExtensionPage('connect.html')}
    copy={(text) => navigator.clipboard.writeText(text)}
  />,
  document.body,
);
