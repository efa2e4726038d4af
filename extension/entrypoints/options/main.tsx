import { render } from 'preact';
import { askAsPage } from '../../ask-as-page.ts';
import { openExtensionPage } from '../../open-extension-page.ts';
import { listShortcuts, openShortcutSettings } from '../../shortcuts.ts';
import { OptionsPage } from '../../ui/options-page.tsx';

const clock = () => new Date();

render(
  <OptionsPage
    ask={askAsPage}
    clock={clock}
    shortcuts={await listShortcuts()}
    openConnect={() => void openExtensionPage('connect.html')}
    openShortcutSettings={() => void openShortcutSettings()}
  />,
  document.body,
);
// The section an address names did not exist when the browser looked for it.
document.getElementById(location.hash.slice(1))?.scrollIntoView();
