import { browser } from 'wxt/browser';
import { readConnection } from '../daemon-client/connection.ts';
import { endLastSession } from './end-session.ts';
import { showAppBadge } from './show-badge.ts';
import { deliverer, outbox } from './waiting-room.ts';

/** Wakes the background for what waits in the outbox. */
export const OUTBOX_ALARM = 'outbox';

/** The soonest a browser lets an alarm ring. */
const SOONEST_MS = 30_000;

let underway: Promise<void> | null = null;

/** Sends what waits and is due, once at a time; `now` also what is paused after a failed try. */
export function deliverWaiting(options: { now?: boolean } = {}): Promise<void> {
  underway ??= deliver(options).finally(() => (underway = null));
  return underway;
}

/** Sets the alarm for the next try, or clears it when nothing waits. Set before a capture is added, it survives the background's death in between. */
export async function setOutboxAlarm(adding = false): Promise<void> {
  const waiting = (await outbox.list()).filter((capture) => capture.stuck === 0);
  if (waiting.length === 0 && !adding) {
    await browser.alarms.clear(OUTBOX_ALARM);
    return;
  }
  const due = Math.min(...waiting.map((capture) => capture.next_try_at), adding ? 0 : Infinity);
  await browser.alarms.create(OUTBOX_ALARM, { when: Math.max(due, Date.now() + SOONEST_MS) });
}

async function deliver(options: { now?: boolean }): Promise<void> {
  if ((await readConnection()) !== null && (await endLastSession()) === null)
    await deliverer.deliverDue(options);
  await setOutboxAlarm();
  await showAppBadge();
}
