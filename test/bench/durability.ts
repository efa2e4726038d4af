import { captureInAStorm } from '../e2e/capture-storm.ts';
import type { BenchReport } from './bench-report.ts';

const CAPTURES = 50;
const SEED = 20_261_121;

/** Counts what is kept of 50 captures made while the extension's background and the app are killed at random moments. */
export async function run(): Promise<BenchReport> {
  const storm = await captureInAStorm(CAPTURES, SEED);
  return {
    name: 'durability',
    rows: [
      { figure: 'captures stored exactly once, whole', ours: storm.whole, bar: { atLeast: CAPTURES } },
      { figure: 'faults', ours: storm.faults.length, bar: { atMost: 0 } },
      { figure: 'times the background was killed', ours: storm.backgroundKills },
      { figure: 'times the app was killed', ours: storm.appKills },
      { figure: 'times a person had to press again', ours: storm.pressedAgain },
    ],
    notes: [
      `${CAPTURES} pages in the real browser, each with 24 sentences of its own; seed ${SEED}.`,
      'A person presses again only where the browser says that the page was not saved, or that nothing has begun.',
      ...storm.faults.slice(0, 20),
    ],
  };
}
