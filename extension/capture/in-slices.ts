/** Longest stretch of work in milliseconds before the page may run again. */
const SLICE_MS = 10;
/** A busy page may keep us waiting this long. */
const PATIENCE_MS = 50;

/** Calls `step` until it says false, in short slices between which the page breathes; `between` runs after each slice. */
export async function inSlices(step: () => boolean, between: () => void, signal: AbortSignal): Promise<void> {
  await paintedFrame();
  for (let more = true; more && !signal.aborted;) {
    const end = performance.now() + SLICE_MS;
    while (more && performance.now() < end) more = step();
    between();
    if (more) await idle();
  }
}

/** Styles read right after a painted frame are computed already, so the first read does not force a layout. */
function paintedFrame(): Promise<void> {
  return new Promise((resolve) => {
    // A hidden tab paints no frames.
    const hidden = setTimeout(resolve, PATIENCE_MS);
    requestAnimationFrame(() => {
      clearTimeout(hidden);
      setTimeout(resolve, 0);
    });
  });
}

/** Waits until the page has nothing to do, or 50 ms. */
export function idle(): Promise<void> {
  return new Promise((resolve) => {
    requestIdleCallback(() => resolve(), { timeout: PATIENCE_MS });
  });
}
