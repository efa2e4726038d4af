import { render } from 'preact';
import { readClaim } from '../../read-claim.ts';
import { sendMessage } from '../../send-message.ts';
import { ConnectPage } from '../../ui/connect-page.tsx';

const claim = readClaim(location.hash);
// A code works once; it has no business in the history.
history.replaceState(null, '', location.pathname);

render(<ConnectPage ask={sendMessage} claim={claim} close={() => window.close()} />, document.body);
