import { render } from 'preact';
import { keptExpansion } from '../../kept-expansion.ts';
import { openExtensionPage } from '../../open-extension-page.ts';
import { sendMessage } from '../../send-message.ts';
import { LibraryPage } from '../../ui/library/library-page.tsx';

const clock = () => new Date();

render(
  <LibraryPage
    ask={sendMessage}
    clock={clock}
    expansion={keptExpansion}
    openOptions={() => void openExtensionPage('options.html')}
    openConnect={() => void openExtensionPage('connect.html')}
    refusedLink={null}
    copy={(text) => navigator.clipboard.writeText(text)}
  />,
  document.body,
);
