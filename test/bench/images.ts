import Database from 'better-sqlite3';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../daemon/failure.ts';
import { searchImages } from '../../daemon/images/search-images.ts';
import { parseQuestion } from '../../daemon/index/parse-question.ts';
import { listStoredImages } from '../../daemon/store/list-stored-images.ts';
import { readFoundImages } from '../../daemon/store/read-found-images.ts';
import type { FoundImageRow } from '../../daemon/store/rows.ts';
import { openFakeEmbedder } from '../fakes/fake-embedder.ts';
import { openMemory } from '../open-memory.ts';
import type { Memory } from '../open-memory.ts';
import type { BenchReport } from './bench-report.ts';
import { twoThirds } from './known-items.ts';
import { wcxbPages } from './read-eval.ts';
import { wcxbAddress } from './wcxb-memory.ts';
import { quantile } from './quantile.ts';

const PAGES = 200;
/** Of 1,497, so that the pages come from all over the data set. */
const EVERY = 7;
const FEWEST_WORDS = 4;
const DEPTH = 10;
const PEER = `SQLite ${new Database(':memory:').prepare('select sqlite_version()').pluck().get() as string} FTS5, BM25 over one column`;

/** Ranks of the pictures asked for, 0 where not among the first ten, and how long each question took. */
interface Asked {
  readonly ranks: number[];
  readonly times: number[];
}

/** Known pictures: each one with an alt of four words or more is asked for by two thirds of them, among all pictures of 200 pages. */
export async function run(): Promise<BenchReport> {
  const folder = await mkdtemp(join(tmpdir(), 'pagekeep-images-'));
  const memory = await openMemory({ folder, embedder: openFakeEmbedder(4) });
  const { pages, refused } = await keepPages(memory);
  const images = await readAllImages(memory);
  const peer = openPeer(images);
  const known = images.filter(({ alt }) => wordsOf(alt).length >= FEWEST_WORDS);
  const ours: Asked = { ranks: [], times: [] };
  const theirs: Asked = { ranks: [], times: [] };
  const misses: string[] = [];
  for (const image of known) {
    const question = twoThirds(wordsOf(image.alt), image.image_id);
    const found = await timed(ours, image, () => askOurs(memory, question));
    await timed(theirs, image, async () => peer(question));
    if (ours.ranks.at(-1) === 0) misses.push(sayMiss(image, question, found, images));
  }
  await memory.close();
  await rm(folder, { recursive: true });
  const rows = [
    ['hit@1', 1],
    [`hit@${DEPTH}`, DEPTH],
  ] as const;
  return {
    name: 'images',
    peer: PEER,
    rows: [
      {
        figure: `MRR@${DEPTH} of ${known.length} pictures`,
        ours: reciprocal(ours),
        peer: reciprocal(theirs),
        ratio: reciprocal(ours) / reciprocal(theirs),
        bar: { atLeast: 0.8 },
      },
      ...rows.map(([figure, depth]) => ({
        figure,
        ours: share(ours, depth),
        peer: share(theirs, depth),
        ratio: share(ours, depth) / share(theirs, depth),
      })),
      { figure: 'question p50 (ms)', ours: quantile(ours.times, 0.5), peer: quantile(theirs.times, 0.5) },
      { figure: 'question p95 (ms)', ours: quantile(ours.times, 0.95), peer: quantile(theirs.times, 0.95) },
    ],
    notes: [`${images.length} pictures of ${pages} pages`, ...refused, ...misses],
  };
}

async function keepPages(memory: Memory): Promise<{ pages: number; refused: string[] }> {
  const refused: string[] = [];
  let at = 0;
  let kept = 0;
  let asked = 0;
  for await (const page of wcxbPages()) {
    if (at++ % EVERY !== 0 || asked >= PAGES) continue;
    asked += 1;
    try {
      const { embedded } = await memory.ingest({ url: wcxbAddress(page), html: page.html });
      await embedded;
      kept += 1;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      refused.push(`${page.id} was not kept: ${error.message}`);
    }
  }
  return { pages: kept, refused };
}

async function readAllImages({ store }: Memory): Promise<FoundImageRow[]> {
  const all = await listStoredImages(store);
  return readFoundImages(
    store,
    all.map(({ image_id }) => image_id),
  );
}

async function askOurs({ store, index }: Memory, query: string): Promise<number[]> {
  const { results } = await searchImages({ query, limit: DEPTH }, { store, index });
  return results.map(({ image_id }) => image_id);
}

/** The same words in one column, ranked by FTS5 alone. */
function openPeer(images: readonly FoundImageRow[]): (question: string) => number[] {
  const database = new Database(':memory:');
  database.exec(
    `create virtual table pictures using fts5(text, tokenize='porter unicode61 remove_diacritics 2')`,
  );
  const insert = database.prepare('insert into pictures (rowid, text) values (?, ?)');
  for (const { image_id, alt, caption, title, heading, context, page_title, src } of images)
    insert.run(image_id, [alt, caption, title, src, heading, context, page_title].join('\n'));
  const select = database
    .prepare(
      `select rowid from pictures where pictures match ? order by bm25(pictures), rowid limit ${DEPTH}`,
    )
    .pluck();
  return (question) => select.all(parseQuestion(question).match ?? '""') as number[];
}

async function timed(asked: Asked, image: FoundImageRow, ask: () => Promise<number[]>): Promise<number[]> {
  const started = performance.now();
  const found = await ask();
  asked.times.push(performance.now() - started);
  asked.ranks.push(found.indexOf(image.image_id) + 1);
  return found;
}

function sayMiss(
  { page_id, alt }: FoundImageRow,
  question: string,
  found: readonly number[],
  images: readonly FoundImageRow[],
): string {
  const same = images.filter((other) => other.alt === alt).length;
  const first = images.find(({ image_id }) => image_id === found[0]);
  return `missed on page ${page_id}: "${question}" · ${same} pictures with this alt · first: "${first?.alt ?? ''}"`;
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function reciprocal({ ranks }: Asked): number {
  return mean(ranks.map((rank) => (rank === 0 ? 0 : 1 / rank)));
}

function share({ ranks }: Asked, depth: number): number {
  return mean(ranks.map((rank) => (rank > 0 && rank <= depth ? 1 : 0)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
