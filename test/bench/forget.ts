import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forgetCanaries } from '../forget-canaries.ts';
import { forgetAtRandom } from '../random-forgets.ts';
import type { BenchReport } from './bench-report.ts';

/** Ten canaries each. */
const PAGES = 20;
const FORGETS = 1_000;
const SEED = 20_261_122;

/** Plants words that stand nowhere else, forgets their pages and looks for their bytes; forgets at random and compares index and pages. */
export async function run(): Promise<BenchReport> {
  const canaries = await inFolder((folder) => forgetCanaries(folder, PAGES, SEED));
  const random = await inFolder((folder) => forgetAtRandom(folder, FORGETS, SEED));
  return {
    name: 'forget',
    rows: [
      { figure: 'canaries planted', ours: canaries.planted, bar: { atLeast: 200 } },
      { figure: 'of them found in files before', ours: canaries.foundBefore, bar: { atLeast: 200 } },
      { figure: 'traces left after, in any form and file', ours: canaries.left.length, bar: { atMost: 0 } },
      { figure: 'receipts checked', ours: canaries.receipts.length, bar: { atLeast: PAGES } },
      { figure: 'until all were checked (ms)', ours: Math.round(canaries.checkedAfter) },
      { figure: 'random forgets', ours: random.forgets, bar: { atLeast: FORGETS } },
      { figure: 'of them taken back', ours: random.undone },
      { figure: 'pages forgotten by them', ours: random.pagesForgotten },
      {
        figure: 'differences of index, pages and what they should hold',
        ours: random.differences.length,
        bar: { atMost: 0 },
      },
      { figure: 'longest forgetting of them (ms)', ours: Math.round(random.longestForget) },
    ],
    notes: [
      `${PAGES} pages with a word of their own in text, title, tag, note, address, alt, picture name, earlier version, selection and referrer; seed ${SEED}.`,
      'Looked for in every file of the data folder as typed, capitalised, in upper case, as stem, in UTF-16 and base64, in what is compressed, and for pieces of the compressed pages.',
      ...canaries.left.slice(0, 20),
      ...random.differences.slice(0, 20),
    ],
  };
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'pagekeep-forget-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
