import { pageCapture } from '../../shared/contract/page.ts';
import { openWordpiece } from '../../daemon/embed/wordpiece.ts';
import { readPage } from '../../daemon/ingest/read-page.ts';
import { openBuiltCleaner } from '../e2e/built-cleaner.ts';
import type { CleaningRun } from '../e2e/built-cleaner.ts';
import { compareCleaning } from '../e2e/compare-cleaning.ts';
import type { Difference } from '../e2e/compare-cleaning.ts';
import { realModel } from '../real-model.ts';
import type { BenchReport } from './bench-report.ts';
import { wcxbPages } from './read-eval.ts';
import type { WcxbPage } from './read-eval.ts';
import { quantile } from './quantile.ts';

const BATCH = 20;

interface Compared extends Difference {
  readonly id: string;
  readonly browserMs: number;
}

interface Taken {
  whole: number;
  split: number;
  language: number;
  readonly faults: string[];
}

/** Cleans every development page in the real browser and in the daemon's code, and lists where they differ. */
export async function run(): Promise<BenchReport> {
  const wordpiece = openWordpiece((await realModel()).tokenizer);
  const options = { maxNodes: 400_000, countWordpieces: (text: string) => wordpiece.count(text) };
  const compared: Compared[] = [];
  const taken: Taken = { whole: 0, split: 0, language: 0, faults: [] };

  function take(page: WcxbPage, { cleaned, ms }: CleaningRun): void {
    compared.push({ ...compareCleaning(page, cleaned), id: page.id, browserMs: ms });
    if (cleaned === null) return;
    const { article, passages } = pageCapture.parse({ ...cleaned.fields, url: page.url, html: '' });
    const read = readPage(page.html, { url: page.url }, options, { article, passages });
    const again = readPage(page.html, { url: page.url }, options);
    if (read.fault === null) taken.whole += 1;
    else taken.faults.push(`${page.id}: ${read.fault}`);
    taken.split += read.passages.length - cleaned.fields.passages.length;
    if (read.language !== again.language) taken.language += 1;
  }

  const cleaner = await openBuiltCleaner();
  try {
    for await (const batch of inBatches(wcxbPages())) {
      const runs = await cleaner.clean(batch.map(({ url, html }) => ({ url, html })));
      for (const [i, page] of batch.entries()) take(page, runs[i] ?? { cleaned: null, ms: 0 });
    }
    return report(compared, taken, await cleaner.longestTaskMs(), cleaner.browserVersion);
  } finally {
    await cleaner.close();
  }
}

function report(compared: readonly Compared[], taken: Taken, longest: number, browser: string): BenchReport {
  const share = (same: (one: Compared) => boolean) => compared.filter(same).length / compared.length;
  const browserMs = compared.map((one) => one.browserMs);
  const daemonMs = compared.map((one) => one.ms);
  return {
    name: 'cleaning',
    peer: 'in the daemon',
    rows: [
      { figure: 'pages', ours: compared.length },
      { figure: 'text equal, byte for byte', ours: share((one) => one.sameText), bar: { atLeast: 0.99 } },
      { figure: 'equal in everything', ours: share((one) => one.parts.length === 0) },
      { figure: 'left to the daemon', ours: compared.filter((one) => one.cause === 'too much').length },
      { figure: 'taken as they are by the daemon', ours: taken.whole },
      { figure: 'passages the daemon split', ours: taken.split },
      { figure: 'pages with another language', ours: taken.language },
      { figure: 'median (ms/page)', ours: quantile(browserMs, 0.5), peer: quantile(daemonMs, 0.5) },
      { figure: 'p95 (ms/page)', ours: quantile(browserMs, 0.95), peer: quantile(daemonMs, 0.95) },
      { figure: 'longest task of the offscreen page (ms)', ours: longest },
    ],
    notes: [
      `Chromium ${browser}: a thread of its own that stays for the next page, and the way there and back; the daemon's code is warm.`,
      ...compared
        .filter((one) => one.parts.length > 0)
        .map(({ id, parts, cause }) => `${id}: ${parts.join(', ')} ${cause}`),
      ...taken.faults,
    ],
  };
}

async function* inBatches(pages: AsyncIterable<WcxbPage>): AsyncGenerator<WcxbPage[]> {
  let batch: WcxbPage[] = [];
  for await (const page of pages) {
    batch.push(page);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
