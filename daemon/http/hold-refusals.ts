import { setTimeout as sleep } from 'node:timers/promises';

/** Refused within one second and answered at once; nobody who means well comes near it. */
const AT_ONCE = 500;
/** How long each further one waits for its answer: sixteen connections come to a thousand refusals a second. */
const HOLD_MS = 20;

/** Makes strangers who ask without a pause wait for their refusals: answering them at once takes the time of everybody else. */
export function holdRefusals(): () => Promise<void> {
  let second = 0;
  let refused = 0;
  return async () => {
    const now = Math.floor(performance.now() / 1_000);
    refused = now === second ? refused + 1 : 1;
    second = now;
    if (refused > AT_ONCE) await sleep(HOLD_MS, undefined, { ref: false });
  };
}
