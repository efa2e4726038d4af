import { lexiconFeatures } from '../../shared/page/score/lexicon-features.ts';
import { binColumn, edgesOf } from './bin-columns.ts';
import { boostApart } from './boost-apart.ts';
import { countNames, lexiconWithout } from './learn-lexicon.ts';
import { seededRandom } from './seeded-random.ts';
import { GROUPS } from './read-training-pages.ts';
import type { BoostOptions } from './boost-trees.ts';
import type { TrainedModel } from './pack-model.ts';
import type { TrainingPage } from './read-training-pages.ts';

const OPTIONS: BoostOptions = {
  trees: 300,
  leaves: 31,
  rate: 0.065,
  minRows: 60,
  featureShare: 0.3,
  rowShare: 0.7,
  lambda: 5,
  seed: 20260101,
};
/** Blocks of long pages weigh next to nothing each; of those lighter than some weight a sample stands for all, so that about this many are learnt from. */
const SAMPLE = 120_000;

interface Chosen {
  readonly page: TrainingPage;
  readonly at: number;
  readonly weight: number;
}

/** Trains lexicon and trees on some pages. */
export async function trainModel(pages: readonly TrainingPage[]): Promise<TrainedModel> {
  const counts = countNames(pages, GROUPS);
  const chosen = chooseBlocks(pages);
  const columns = columnsOf(chosen, (page) => lexiconWithout(counts, new Set([page.group])));
  const edges = columns.map((column) => edgesOf(column));
  const set = {
    bins: columns.map((column, i) => binColumn(column, edges[i] ?? new Float32Array())),
    labels: Float32Array.from(chosen, ({ page, at }) => page.labels[at] ?? 0),
    weights: Float32Array.from(chosen, ({ weight }) => weight),
  };
  return { edges, forest: await boostApart(set, OPTIONS), lexicon: lexiconWithout(counts, new Set()) };
}

function chooseBlocks(pages: readonly TrainingPage[]): Chosen[] {
  const random = seededRandom(7);
  const limit = weightLimit(pages.flatMap((page) => page.weights));
  const chosen: Chosen[] = [];
  for (const page of pages)
    for (const [at, weight] of page.weights.entries())
      if (weight > 0 && random() < weight / limit) chosen.push({ page, at, weight: Math.max(limit, weight) });
  return chosen;
}

/** The weight below which blocks are sampled so that SAMPLE of them remain. */
function weightLimit(weights: readonly number[]): number {
  let [low, high] = [1e-9, 1];
  for (let step = 0; step < 50; step++) {
    const middle = Math.sqrt(low * high);
    const count = weights.reduce((sum, weight) => sum + Math.min(1, weight / middle), 0);
    if (count > SAMPLE) low = middle;
    else high = middle;
  }
  return high;
}

/** Features of the chosen blocks, column by column; lexicon features never come from pages of the block's own group. */
function columnsOf(
  chosen: readonly Chosen[],
  lexiconFor: (page: TrainingPage) => ReturnType<typeof lexiconWithout>,
): Float32Array[] {
  const lexicons = new Map<number, ReturnType<typeof lexiconWithout>>();
  const columns: Float32Array[] = [];
  let lexical: number[][] = [];
  let current: TrainingPage | null = null;
  for (const [row, { page, at }] of chosen.entries()) {
    if (page !== current) {
      current = page;
      let lexicon = lexicons.get(page.group);
      if (lexicon === undefined) lexicons.set(page.group, (lexicon = lexiconFor(page)));
      lexical = lexiconFeatures(page.blocks, lexicon);
    }
    const values = [...(page.rows[at] ?? []), ...(lexical[at] ?? [])];
    for (const [i, value] of values.entries()) (columns[i] ??= new Float32Array(chosen.length))[row] = value;
  }
  return columns;
}
