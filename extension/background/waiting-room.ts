import { callDaemon } from '../daemon-client/call-daemon.ts';
import { Deliverer } from '../daemon-client/deliver.ts';
import { Outbox } from '../daemon-client/outbox.ts';

/** The one outbox of this browser; it opens with its first use. */
export const outbox = new Outbox();

/** The one way out of it. */
export const deliverer = new Deliverer(outbox, (body) => callDaemon('capture', body));
