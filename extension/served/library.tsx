import { render } from 'preact';
import { askOwnOrigin } from '../daemon-client/ask-own-origin.ts';
import { keptExpansion } from '../kept-expansion.ts';
import { LibraryPage } from '../ui/library/library-page.tsx';
import { readConnectAddress } from './connect-address.ts';

const clock = () => new Date();

/** Claims the code of a one-time link and answers why that did not work, null when it did or there was none. */
async function claimLink(): Promise<string | null> {
  const link = readConnectAddress(location.hash);
  if (link === null || !('code' in link)) return null;
  // A code works once; it has no business in the history.
  history.replaceState(null, '', location.pathname);
  const answer = await askOwnOrigin('pair', { code: link.code });
  return 'refused' in answer ? answer.sentence : null;
}

async function open(): Promise<void> {
  const refusedLink = await claimLink();
  render(
    <LibraryPage
      ask={askOwnOrigin}
      clock={clock}
      expansion={keptExpansion}
      openOptions={null}
      openConnect={null}
      refusedLink={refusedLink}
      copy={(text) => navigator.clipboard.writeText(text)}
    />,
    document.body,
  );
}

// A newer link in the same tab: its code is the one to go on with.
addEventListener('hashchange', () => {
  const link = readConnectAddress(location.hash);
  if (link !== null && 'code' in link) location.reload();
});
await open();
