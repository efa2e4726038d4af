import { render } from 'preact';
import { readClaim } from '../../read-claim.ts';
import { sendMessage } from '../../send-message.ts';
import { ConnectPage } from '../../ui/connect-page.tsx';

const { hash } = location;
// A code works once; it has no business in the history.
history.replaceState(null, '', location.pathname);

render(
  <ConnectPage ask={sendMessage} claim={await readClaim(hash)} close={() => window.close()} />,
  document.body,
);
