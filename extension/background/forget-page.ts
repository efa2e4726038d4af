import { browser } from 'wxt/browser';
import { callDaemon, isRefusal } from '../daemon-client/call-daemon.ts';
import type { Messages, RefusedMessage } from '../messages.ts';
import { UNDO_MS } from './page-state.ts';
import { outbox } from './waiting-room.ts';

/** What was forgotten last, for as long as it can be taken back: a popup that was closed meanwhile offers it again. */
const KEY = 'forgotten';

interface Forgotten {
  readonly job_id: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Hides a page at once, to be removed when nobody takes it back; what waits to be sent of it is dropped. */
export async function forgetPage({ url }: Messages['forget'][0]): Promise<Messages['forget'][1]> {
  const receipt = await callDaemon('forgetMany', { url, delay_s: UNDO_MS / 1_000 });
  if (isRefusal(receipt) || !('receipt_id' in receipt)) return receipt as RefusedMessage;
  for (const { capture_id } of await outbox.listUrl(url)) await outbox.drop(capture_id);
  const { pages: forgotten, receipt_id, job_id = null } = receipt;
  if (job_id !== null && forgotten > 0) {
    const last: Forgotten = { job_id, until: Date.now() + UNDO_MS };
    await browser.storage.session.set({ [KEY]: last });
  }
  return { forgotten, receipt_id, job_id };
}

/** Brings a page back that is hidden yet. */
export async function undoForget({
  job_id,
}: Messages['undo-forget'][0]): Promise<Messages['undo-forget'][1]> {
  const undone = await callDaemon('undoForget', { id: job_id });
  await browser.storage.session.remove(KEY);
  return isRefusal(undone) ? undone : { restored: undone.pages };
}

/** What can be taken back yet; null when nothing can. */
export async function lastForgotten(): Promise<Messages['last-forgotten'][1]> {
  const last = (await browser.storage.session.get(KEY))[KEY] as Forgotten | undefined;
  return last === undefined || last.until <= Date.now() ? null : { job_id: last.job_id };
}
