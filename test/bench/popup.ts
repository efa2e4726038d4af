import { popupOverMemory, QUESTION } from '../e2e/popup-over-memory.ts';
import type { PopupWindow } from '../e2e/popup-window.ts';
import type { BenchReport, BenchRow } from './bench-report.ts';
import { quantile } from './quantile.ts';

const RUNS = 30;
const PREFIX = QUESTION.slice(0, 4);

/** Measures from the toolbar button to the popup's first paint, and from a key to a painted answer: one given before, to this question or to one that begins so, beside the same question asked for the first time. */
export async function run(): Promise<BenchReport> {
  const memory = await popupOverMemory();
  const first: number[] = [];
  const [fresh, repeated, begun]: number[][] = [[], [], []];
  try {
    const cases = [
      { times: fresh, typed: QUESTION, clear: true },
      { times: repeated, typed: QUESTION, clear: false },
      { times: begun, typed: PREFIX, clear: false },
    ];
    for (let round = 0; round < RUNS; round++) {
      for (const { times, typed, clear } of cases) {
        const popup = await memory.open();
        await popup.waitForText('4 pages');
        first.push(await popup.evaluate<number>(FIRST_PAINT));
        if (clear) await popup.evaluate(FORGET_ANSWERS);
        times?.push(await keyToPaint(popup, typed));
        await popup.close();
      }
    }
  } finally {
    await memory.close();
  }
  const waited = quantile(fresh ?? [], 0.5);
  return {
    name: 'popup',
    peer: 'the same question, asked for the first time',
    rows: [
      ...rows('first paint', first, 80),
      ...rows('key to painted answer, same question', repeated ?? [], 100, waited),
      ...rows('key to painted answer, first letters', begun ?? [], 100, waited),
    ],
    notes: [
      `${RUNS} rounds, each in popups opened anew by the toolbar button, over the real app with the real model and 4 pages.`,
      'First paint counts from the start of the popup’s navigation (first contentful paint). A key counts from the input event to the first task after the frame that shows a result.',
      'The peer waits for a pause of 120 ms in typing, then for the app.',
    ],
  };
}

function rows(name: string, times: number[], atMost: number, peer?: number): BenchRow[] {
  const p50 = quantile(times, 0.5);
  return [
    { figure: `${name} p50 (ms)`, ours: p50, ...(peer === undefined ? {} : { peer, ratio: peer / p50 }) },
    { figure: `${name} p95 (ms)`, ours: quantile(times, 0.95), bar: { atMost } },
  ];
}

const FIRST_PAINT = `new Promise((done) => {
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) if (name === 'first-contentful-paint') done(startTime);
  }).observe({ type: 'paint', buffered: true });
})`;

/** Resolves when the popup, which holds the answers open, has let go of them. */
const FORGET_ANSWERS = `new Promise((done, failed) => {
  const removal = indexedDB.deleteDatabase('answers');
  removal.onsuccess = () => done();
  removal.onerror = () => failed(removal.error);
})`;

async function keyToPaint(popup: PopupWindow, typed: string): Promise<number> {
  await popup.evaluate(`{
    let at = 0;
    document.addEventListener('input', (event) => (at = event.timeStamp), { once: true, capture: true });
    globalThis.painted = new Promise((done, failed) => {
      setTimeout(failed, 10_000, new Error('No result was painted.'));
      const seen = new MutationObserver(() => {
        if (document.querySelector('.hit-t') === null) return;
        seen.disconnect();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - at)));
      });
      seen.observe(document.body, { childList: true, subtree: true });
    });
    undefined; // Else the promise is the value, and is waited for.
  }`);
  await popup.fill('Search', typed);
  const milliseconds = await popup.evaluate<number>('globalThis.painted');
  // The answer is kept before the popup closes.
  await popup.waitForText('Open at the sentence');
  await popup.evaluate(`new Promise((later) => setTimeout(later, 300))`);
  return milliseconds;
}
