import { setTimeout as sleep } from 'node:timers/promises';

const SOON_MS = 20;

/** Waits like the timer it stands in for, only not as long. */
export function setTimeout(
  ms?: number,
  value?: unknown,
  options?: { readonly ref?: boolean },
): Promise<unknown> {
  return sleep(Math.min(ms ?? 0, SOON_MS), value, options);
}
