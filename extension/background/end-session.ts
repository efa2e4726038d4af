import { browser } from 'wxt/browser';
import { callDaemon, isRefusal } from '../daemon-client/call-daemon.ts';
import type { Refusal } from '../daemon-client/call-daemon.ts';

const KEY = 'session-over';

/** Notes that the browser was started anew: what was kept for its last session goes as soon as the app can be reached. */
export async function noteNewSession(): Promise<void> {
  await browser.storage.local.set({ [KEY]: true });
}

/** Ends the last session where that is still to be done; the refusal where the app can not be reached, so that nothing of this session may be sent yet. */
export async function endLastSession(): Promise<Refusal | null> {
  if ((await browser.storage.local.get(KEY))[KEY] !== true) return null;
  const ended = await callDaemon('clearTemp', {});
  if (isRefusal(ended) && (ended.status === 0 || ended.status >= 429)) return ended;
  await browser.storage.local.remove(KEY);
  return null;
}
