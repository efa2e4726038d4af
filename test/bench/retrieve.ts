import type { BenchReport, BenchRow } from './bench-report.ts';
import { scoreJudged } from './judged.ts';
import { JUDGED_SETS } from './judged-sets.ts';
import type { JudgedSet } from './judged-sets.ts';
import { sentenceItem, titleItem } from './known-items.ts';
import type { KnownItem } from './known-items.ts';
import { openRealMemory } from './open-real-memory.ts';
import type { Memory } from '../open-memory.ts';
import { wcxbPages } from './read-eval.ts';
import type { WcxbPage } from './read-eval.ts';
import { wcxbHost, wcxbMemory } from './wcxb-memory.ts';

const MODES = ['hybrid', 'keyword', 'semantic'] as const;
const DEPTH = 10;

/** What each judged set is asked to reach; `null`: better than both legs. */
const JUDGED_BARS: Readonly<Record<JudgedSet, number | null>> = {
  scifact: 0.755,
  mlquestions: 0.605,
  'xquad-en': 0.979,
  cranfield: 0.435,
  cosqa: null,
};
/** How far below the better leg both together may be. */
const LEG_MARGIN = 0.005;

/** Judged questions and known items, with one setting for all. */
export async function run(): Promise<BenchReport> {
  const known = await askKnownItems();
  const judged: BenchRow[] = [];
  for (const set of JUDGED_SETS) judged.push(...(await judgedRows(set)));
  return {
    name: 'retrieve',
    peer: 'better leg / RRF',
    rows: [...judged, ...known.rows],
    notes: known.notes,
  };
}

/** nDCG@10 of both legs together beside either alone and beside reciprocal ranks, over the same answers. */
async function judgedRows(set: JudgedSet): Promise<BenchRow[]> {
  const { questions, hybrid, words, meaning, byRank } = await scoreJudged(set);
  const leg = Math.max(words, meaning);
  const asked = JUDGED_BARS[set];
  return [
    {
      figure: `${set}: nDCG@10 of ${questions} questions, beside the better leg`,
      ours: hybrid,
      peer: leg,
      ratio: hybrid / leg,
      bar: { atLeast: asked ?? leg },
    },
    { figure: `${set}: above the better leg`, ours: hybrid - leg, bar: { atLeast: -LEG_MARGIN } },
    { figure: `${set}: beside reciprocal ranks`, ours: hybrid, peer: byRank, bar: { atLeast: byRank } },
    { figure: `${set}: words alone`, ours: words },
    { figure: `${set}: meaning alone`, ours: meaning },
  ];
}

/** Known items among all development pages: each page asked for by its title, and by a sentence that lost a third of its words. */
async function askKnownItems(): Promise<Required<Pick<BenchReport, 'rows' | 'notes'>>> {
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
