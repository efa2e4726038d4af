/** Milliseconds since `started` (`performance.now()`), to a tenth. */
export function tookSince(started: number): number {
  return Math.round((performance.now() - started) * 10) / 10;
}
