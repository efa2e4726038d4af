import { render } from 'preact';
import { askAsPage } from '../../ask-as-page.ts';
import { keptExpansion } from '../../kept-expansion.ts';
import { openExtensionPage } from '../../open-extension-page.ts';
import { LibraryPage } from '../../ui/library/library-page.tsx';

const clock = () => new Date();

render(
  <LibraryPage
    ask={askAsPage}
    clock={clock}
    expansion={keptExpansion}
    openOptions={() => void openExtensionPage('options.html')}
    openConnect={() => void openExtensionPage('connect.html')}
    refusedLink={null}
    copy={(text) => navigator.clipboard.writeText(text)}
  />,
  document.body,
);
