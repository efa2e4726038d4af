import type { BenchReport, BenchRow } from './bench-report.ts';
import { sentenceItem, titleItem } from './known-items.ts';
import type { KnownItem } from './known-items.ts';
import { openRealMemory } from './open-real-memory.ts';
import type { Memory } from '../open-memory.ts';
import { wcxbPages } from './read-eval.ts';
import type { WcxbPage } from './read-eval.ts';
import { wcxbHost, wcxbMemory } from './wcxb-memory.ts';

const MODES = ['hybrid', 'keyword', 'semantic'] as const;
const DEPTH = 10;

/** Known items among all development pages: each page asked for by its title, and by a sentence that lost a third of its words. */
export async function run(): Promise<BenchReport> {
  const { folder, run: ingested } = await wcxbMemory();
  const pages: WcxbPage[] = [];
  for await (const page of wcxbPages()) pages.push({ ...page, html: '' });
  const memory = await openRealMemory(folder);
  const rows: BenchRow[] = [];
  const misses: string[] = [];
  for (const [name, makeItem] of [
    ['title', titleItem],
    ['sentence', sentenceItem],
  ] as const) {
    const items = pages.map(makeItem).filter((item) => item !== null);
    for (const mode of MODES) {
      const ranks = await rankItems(memory, items, mode);
      const bar = mode === 'hybrid' ? { bar: { atLeast: 0.95 } } : {};
      rows.push({ figure: `${name}, ${mode}: hit@1 of ${items.length}`, ours: share(ranks, 1), ...bar });
      rows.push({ figure: `${name}, ${mode}: hit@5`, ours: share(ranks, 5) });
      rows.push({
        figure: `${name}, ${mode}: MRR@${DEPTH}`,
        ours: mean(ranks.map((rank) => (rank === 0 ? 0 : 1 / rank))),
      });
      if (mode === 'hybrid') {
        const missed = items
          .filter((_, at) => ranks[at] !== 1)
          .map(({ pageId, question }) => `${pageId} ${question.slice(0, 80)}`);
        misses.push(...missed.map((line) => `${name} not first: ${line}`));
      }
    }
  }
  await memory.close();
  return {
    name: 'retrieve',
    rows,
    notes: [`${ingested.kept} pages, ${ingested.passages} passages in memory`, ...misses],
  };
}

/** 1 is best; 0 means not among the first ten. */
async function rankItems(
  memory: Memory,
  items: readonly KnownItem[],
  mode: (typeof MODES)[number],
): Promise<number[]> {
  const ranks: number[] = [];
  for (const { pageId, question } of items) {
    const { results } = await memory.search({ query: question, limit: DEPTH, mode });
    ranks.push(results.findIndex(({ domain }) => domain === wcxbHost(pageId)) + 1);
  }
  return ranks;
}

function share(ranks: readonly number[], depth: number): number {
  return mean(ranks.map((rank) => (rank > 0 && rank <= depth ? 1 : 0)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
