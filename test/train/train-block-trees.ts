import { writeFileSync } from 'node:fs';
import { parseHtml } from '../../daemon/ingest/parse-html.ts';
import { collectBlocks } from '../../shared/page/collect-blocks.ts';
import { readMetadata } from '../../shared/page/read-metadata.ts';
import { blockFeatures } from '../../shared/page/score/block-features.ts';
import { predict, readTrees } from '../../shared/page/score/read-trees.ts';
import { selectBlocks } from '../../shared/page/select-blocks.ts';
import { wcxbPages } from '../bench/read-eval.ts';
import { wordF1 } from '../bench/word-f1.ts';
import { binColumns, boostTrees } from './boost-trees.ts';
import { labelBlocks } from './label-blocks.ts';
import { packTrees } from './pack-trees.ts';
import type { PageBlock } from '../../shared/page/page-block.ts';
import type { BoostOptions, TrainingSet } from './boost-trees.ts';

/**
 * Trains shared/page/score/block-trees.ts on the development split of the Web Content Extraction Benchmark (CC BY 4.0).
 * `node test/train/train-block-trees.ts` first prints word F1 per page type on pages of domains not trained on (5 folds), then trains on all and writes the file. Deterministic; about 20 minutes and 3 GB on two cores. `--no-folds` skips the first part.
 */
const OPTIONS: BoostOptions = {
  trees: 120,
  leaves: 24,
  rate: 0.09,
  minRows: 60,
  featureShare: 0.3,
  rowShare: 0.7,
  lambda: 5,
};
const FOLDS = 5;
const NEGATIVE_SHARE = 0.25;
const LARGEST_WEIGHT = 0.5;
const SHORTEST_TRUTH = 30;

interface TrainingPage {
  readonly type: string;
  readonly truth: string;
  readonly fold: number;
  readonly first: number;
  readonly blocks: readonly PageBlock[];
  readonly rows: readonly Float32Array[];
  readonly labels: readonly number[];
  readonly tokens: readonly number[];
}

/** Reads all pages and turns them into blocks, features and labels. */
async function readPages(): Promise<TrainingPage[]> {
  const pages: TrainingPage[] = [];
  let first = 0;
  for await (const page of wcxbPages()) {
    const root = parseHtml(page.html);
    const metadata = readMetadata(root, page.url);
    const { blocks, pictures } = collectBlocks(root, metadata.base);
    pictures.length = 0;
    const rows = blockFeatures(blocks, metadata, page.url).map((row) => Float32Array.from(row));
    const truth = page.main_content ?? '';
    pages.push({
      type: page.page_type,
      truth,
      fold: foldOf(page.url),
      first,
      // Places hold whole parsed pages; only what selection looks at is kept.
      blocks: blocks.map(({ kind, text, words }) => ({ kind, text, words }) as PageBlock),
      rows,
      ...labelBlocks(blocks, truth),
    });
    first += blocks.length;
  }
  return pages;
}

/** Pages of one registrable domain are in one fold: sites repeat their templates. */
function foldOf(url: string): number {
  const names = new URL(url).hostname.split('.');
  const second = names.length > 2 && /^(?:ac|co|com|edu|gov|net|org)$/.test(names.at(-2) ?? '');
  let hash = 2166136261;
  for (const byte of Buffer.from(names.slice(second ? -3 : -2).join('.')))
    hash = Math.imul(hash ^ byte, 16777619) >>> 0;
  return hash % FOLDS;
}

function trainingSet(pages: readonly TrainingPage[]): TrainingSet {
  const rows = pages.reduce((sum, page) => sum + page.rows.length, 0);
  const width = pages[0]?.rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, () => new Float32Array(rows));
  const labels = new Float32Array(rows);
  const weights = new Float32Array(rows);
  for (const page of pages) {
    const truthTokens = page.truth.match(/\w+/g)?.length ?? 0;
    const negative = page.labels.reduce((sum, label, i) => sum + (1 - label) * (page.tokens[i] ?? 0), 0);
    const whole = Math.max(truthTokens, SHORTEST_TRUTH) + NEGATIVE_SHARE * negative;
    for (const [i, row] of page.rows.entries()) {
      const at = page.first + i;
      labels[at] = page.labels[i] ?? 0;
      weights[at] = Math.min(LARGEST_WEIGHT, ((page.tokens[i] ?? 0) + 1) / whole);
      for (const [f, value] of row.entries()) (columns[f] ?? labels)[at] = value;
    }
  }
  return { rows, ...binColumns(columns), labels, weights };
}

function train(set: TrainingSet, pages: readonly TrainingPage[]): string {
  const use = pages.flatMap((page) => page.tokens.flatMap((count, i) => (count > 0 ? [page.first + i] : [])));
  return packTrees(boostTrees(set, Int32Array.from(use), OPTIONS));
}

/** Word F1 of every page under trees that never saw its domain, by page type. */
function crossValidate(set: TrainingSet, pages: readonly TrainingPage[]): Map<string, number[]> {
  const scores = new Map<string, number[]>();
  for (let fold = 0; fold < FOLDS; fold++) {
    const trees = readTrees(
      train(
        set,
        pages.filter((page) => page.fold !== fold),
      ),
    );
    for (const page of pages.filter((one) => one.fold === fold)) {
      const kept = selectBlocks(
        page.blocks,
        page.rows.map((row) => predict(trees, row)),
      );
      const text = page.blocks.filter((_, i) => kept[i]).map((block) => block.text);
      const ofType = scores.get(page.type) ?? [];
      ofType.push(wordF1(text.join('\n'), page.truth));
      scores.set(page.type, ofType);
    }
  }
  return scores;
}

function mean(values: readonly number[]): string {
  return (values.reduce((a, b) => a + b, 0) / values.length).toFixed(4);
}

const pages = await readPages();
const set = trainingSet(pages);
if (!process.argv.includes('--no-folds')) {
  const scores = crossValidate(set, pages);
  for (const [type, values] of scores) console.log(type.padEnd(14), mean(values));
  console.log('all'.padEnd(14), mean([...scores.values()].flat()));
}
const packed = train(set, pages);
writeFileSync(
  new URL('../../shared/page/score/block-trees.ts', import.meta.url),
  `/** Trained on the development split of the Web Content Extraction Benchmark (CC BY 4.0) by test/train/train-block-trees.ts; the layout is told in read-trees.ts. */\nexport const BLOCK_TREES =\n  '${packed}';\n`,
);
