import type { SavedPage } from '../../shared/contract/page.ts';
import { callDaemon, isRefusal } from '../daemon-client/call-daemon.ts';
import type { Refusal } from '../daemon-client/call-daemon.ts';
import { Deliverer } from '../daemon-client/deliver.ts';
import { Outbox } from '../daemon-client/outbox.ts';

/** The one outbox of this browser; it opens with its first use. */
export const outbox = new Outbox();

/** The one way out of it. */
export const deliverer = new Deliverer(outbox, (body, { asked_on }) =>
  asked_on === undefined ? callDaemon('capture', body) : storeLink(body),
);

async function storeLink(body: Blob): Promise<SavedPage | Refusal> {
  const answer = await callDaemon('store', body);
  if (isRefusal(answer)) return answer;
  const { page_id, url, title, passages, stored } = answer;
  return {
    page_id,
    url,
    title,
    passages,
    status: stored ? 'stored' : 'unchanged',
    images: 0,
    embedded: false,
  };
}
