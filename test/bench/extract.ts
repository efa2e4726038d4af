import { gzipSync } from 'node:zlib';
import { parseHtml } from '../../daemon/ingest/parse-html.ts';
import { withoutCode } from '../../daemon/ingest/without-code.ts';
import { chunkPage } from '../../shared/page/chunk-page.ts';
import { cleanPage } from '../../shared/page/clean-page.ts';
import { collectBlocks } from '../../shared/page/collect-blocks.ts';
import { estimateWordpieces } from '../../shared/page/estimate-wordpieces.ts';
import { BLOCK_MODEL } from '../../shared/page/score/block-model.ts';
import type { Article } from '../../shared/page/article.ts';
import type { PageElement } from '../../shared/page/page-element.ts';
import { FOLDS, heldOutModels } from '../train/held-out-models.ts';
import { groupOf, readTrainingPages } from '../train/read-training-pages.ts';
import { languageRows } from './language-pages.ts';
import { MetadataScores } from './metadata-scores.ts';
import { quantile } from './quantile.ts';
import { readByPeers } from './read-by-peers.ts';
import { wcxbPages } from './read-eval.ts';
import { wordF1 } from './word-f1.ts';
import type { BenchReport, BenchRow } from './bench-report.ts';

/** Every which page the peers read too: Defuddle takes a third of a second for one. */
const PEER_STEP = 7;
/** What the prototype reached per type (its cross-validation, the same pages). */
const BARS: Readonly<Record<string, number>> = {
  article: 0.956,
  documentation: 0.942,
  service: 0.857,
  forum: 0.798,
  listing: 0.762,
  collection: 0.716,
  product: 0.668,
};

interface Measured {
  readonly heldOut: Map<string, number[]>;
  readonly inSample: number[];
  readonly ms: number[];
  readonly sample: Record<'ours' | 'readability' | 'defuddle' | 'body', number[]>;
  readonly peerMs: Record<'ours' | 'readability' | 'defuddle', number[]>;
  readonly pre: { kept: number; all: number };
  /** Estimated word pieces of every passage. */
  readonly passages: number[];
  readonly metadata: MetadataScores;
}

/** Word F1 of the cleaned text under models that never saw a page's domain, what reading a page costs in one thread, and both for the peers. */
export async function run(): Promise<BenchReport> {
  const models = await heldOutModels(readTrainingPages);
  const measured: Measured = {
    heldOut: new Map(),
    inSample: [],
    ms: [],
    sample: { ours: [], readability: [], defuddle: [], body: [] },
    peerMs: { ours: [], readability: [], defuddle: [] },
    pre: { kept: 0, all: 0 },
    passages: [],
    metadata: new MetadataScores(),
  };
  let number = 0;
  for await (const page of wcxbPages()) {
    const { url, html, page_type } = page;
    const truth = page.main_content ?? '';
    const started = performance.now();
    const article = cleanPage(parseHtml(withoutCode(html)), { url });
    const ms = performance.now() - started;
    measured.ms.push(ms);
    measured.inSample.push(wordF1(textOf(article), truth));
    measured.metadata.add(page, article);
    const cut = chunkPage(article, estimateWordpieces);
    measured.passages.push(...cut.map((passage) => estimateWordpieces(passage.text)));
    const root = parseHtml(withoutCode(html));
    const unseen = cleanPage(root, { url, model: models[groupOf(url) % FOLDS] });
    const f1 = wordF1(textOf(unseen), truth);
    measured.heldOut.set(page_type, [...(measured.heldOut.get(page_type) ?? []), f1]);
    countPre(root, unseen, truth, measured.pre);
    if (number++ % PEER_STEP !== 0) continue;
    const peers = await readByPeers(html, url);
    measured.sample.ours.push(f1);
    measured.peerMs.ours.push(ms);
    for (const peer of ['readability', 'defuddle'] as const) {
      measured.sample[peer].push(wordF1(peers[peer].text, truth));
      measured.peerMs[peer].push(peers[peer].ms);
    }
    measured.sample.body.push(wordF1(bodyText(root), truth));
  }
  return report(measured);
}

function textOf(article: Article): string {
  return article.blocks.map((block) => block.text).join('\n');
}

function bodyText(root: PageElement): string {
  return collectBlocks(root, '')
    .blocks.map((block) => block.text)
    .join('\n');
}

/** Code blocks whose words the truth has in a row, and how many of them the article has byte for byte. */
function countPre(root: PageElement, article: Article, truth: string, pre: Measured['pre']): void {
  const wanted = ` ${wordsIn(truth)} `;
  for (const block of collectBlocks(root, '').blocks) {
    const words = wordsIn(block.text);
    if (block.kind !== 'code' || words === '' || !wanted.includes(` ${words} `)) continue;
    pre.all++;
    if (article.blocks.some(({ kind, text }) => kind === 'code' && text === block.text)) pre.kept++;
  }
}

function wordsIn(text: string): string {
  return (text.toLowerCase().match(/\w+/g) ?? []).join(' ');
}

function report({ heldOut, inSample, ms, sample, peerMs, pre, passages, metadata }: Measured): BenchReport {
  const peerRows = (['readability', 'defuddle'] as const).flatMap((peer): BenchRow[] => [
    against(`word F1 beside ${peer} (${sample.ours.length} pages)`, mean(sample.ours), mean(sample[peer]), 1),
    against(`ms/page beside ${peer} (the same pages)`, mean(peerMs.ours), mean(peerMs[peer]), -1),
  ]);
  const types = [...heldOut].map(([type, values]): BenchRow => ({
    figure: `word F1, ${type} (${values.length})`,
    ours: mean(values),
    ...(BARS[type] === undefined ? {} : { bar: { atLeast: BARS[type] } }),
  }));
  return {
    name: 'extract',
    rows: [
      {
        figure: `word F1, all ${inSample.length} pages`,
        ours: mean([...heldOut.values()].flat()),
        bar: { atLeast: 0.885 },
      },
      ...types,
      ...peerRows,
      against(`word F1 beside the whole body (the same pages)`, mean(sample.ours), mean(sample.body), 1),
      { figure: 'word F1 in-sample, the model as shipped', ours: mean(inSample) },
      {
        figure: `code of the truth kept byte for byte (of ${pre.all} blocks)`,
        ours: pre.kept / Math.max(1, pre.all),
        bar: { atLeast: 0.995 },
      },
      { figure: 'parse and clean, mean (ms/page)', ours: mean(ms), bar: { atMost: 35 } },
      { figure: 'parse and clean, p95 (ms/page)', ours: quantile(ms, 0.95) },
      { figure: 'parse and clean, longest (ms)', ours: quantile(ms, 1), bar: { atMost: 10_000 } },
      { figure: 'model (kB gzip)', ours: modelSize(), bar: { atMost: 150 } },
      { figure: 'passages a page', ours: passages.length / inSample.length },
      ...[0.05, 0.5, 0.95].map((q) => ({
        figure: `passage size, quantile ${q} (estimated word pieces)`,
        ours: quantile(passages, q),
      })),
      ...metadata.rows(),
      ...languageRows(),
    ],
    notes: [
      'Pages: Web Content Extraction Benchmark, development split, CC BY 4.0. F1 unless named otherwise: five folds by registrable domain, each page read with a model that saw no page of its domain.',
      `Peers: @mozilla/readability 0.6.0 and Defuddle 0.19.4 on linkedom, every ${PEER_STEP}th page, one after the other on each page.`,
    ],
  };
}

/** `direction` is -1 where less is better. */
function against(figure: string, ours: number, peer: number, direction: 1 | -1): BenchRow {
  return { figure, ours, peer, ratio: (ours / peer) ** direction };
}

/** Of the trees and the lexicon as they stand in the bundle. */
function modelSize(): number {
  return gzipSync(Object.values(BLOCK_MODEL).join('\n')).length / 1000;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
