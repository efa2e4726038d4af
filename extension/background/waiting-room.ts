import type { SavedPage } from '../../shared/contract/page.ts';
import { callDaemon, isRefusal } from '../daemon-client/call-daemon.ts';
import type { Refusal } from '../daemon-client/call-daemon.ts';
import { Deliverer } from '../daemon-client/deliver.ts';
import { Outbox } from '../daemon-client/outbox.ts';
import { endLastSession } from './end-session.ts';

/** The one outbox of this browser; it opens with its first use. */
export const outbox = new Outbox();

/** The one way out of it. */
export const deliverer = new Deliverer(outbox, async (body, { asked_on }) => {
  // What is sent belongs to this session of the browser, so the last one ends before it.
  const away = await endLastSession();
  if (away !== null) return away;
  return asked_on === undefined ? callDaemon('capture', body) : storeLink(body);
});

async function storeLink(body: Blob): Promise<SavedPage | Refusal> {
  const answer = await callDaemon('store', body);
  if (isRefusal(answer)) return answer;
  const { page_id, url, title, passages, stored, renderer } = answer;
  return {
    page_id,
    url,
    title,
    passages,
    status: stored ? 'stored' : 'unchanged',
    images: 0,
    embedded: false,
    renderer,
  };
}
