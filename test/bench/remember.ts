import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Embedder } from '../../daemon/embed/embedder.ts';
import { commitPage } from '../../daemon/store/commit-page.ts';
import type { PageToCommit } from '../../daemon/store/rows.ts';
import { openFakeEmbedder } from '../fakes/fake-embedder.ts';
import { samplePage, samplePassage } from '../fakes/sample-page.ts';
import { openMemory } from '../open-memory.ts';
import { unitVector } from '../unit-vector.ts';
import type { Memory } from '../open-memory.ts';
import { seededRandom } from '../seeded-random.ts';
import type { BenchReport } from './bench-report.ts';
import { quantile } from './quantile.ts';
import { StraightforwardMemory } from './straightforward-memory.ts';

const SEED = 20_261_122;
const DIMENSIONS = 384;
const PAGES = 600;
/** Pages that one side takes before it is the other's turn. */
const TURN = 20;
const PASSAGES = 12;
const WORDS = 110;
const ROUNDS = 10;
const QUESTIONS = 10;

/** Remembering as it is acknowledged, beside plain better-sqlite3 in turn; then questions while the index is copied to disk. */
export async function run(): Promise<BenchReport> {
  const folder = await mkdtemp(join(tmpdir(), 'pagekeep-bench-'));
  const embedder = givenVectors();
  const memory = await openMemory({ folder, embedder });
  const peer = new StraightforwardMemory(join(folder, 'straightforward.db'), DIMENSIONS, 'FULL');
  try {
    const { acknowledged, ours, words, theirs } = await remember(memory, peer);
    const { quiet, syncing } = await askWhileSyncing(memory);
    const perSecond = (ms: number): number => (1000 * PAGES) / ms;
    return {
      name: 'remember',
      peer: 'better-sqlite3 (WAL, FULL): table, FTS5 and vec0 in one transaction a page',
      rows: [
        { figure: 'acknowledged remember p50 (ms)', ours: quantile(acknowledged, 0.5) },
        { figure: 'acknowledged remember p95 (ms)', ours: quantile(acknowledged, 0.95), bar: { atMost: 5 } },
        {
          figure: 'acknowledged pages/s',
          ours: perSecond(ours),
          peer: perSecond(theirs),
          ratio: theirs / ours,
        },
        { figure: 'acknowledged, times as fast', ours: theirs / ours, bar: { atLeast: 1.5 } },
        {
          figure: 'pages/s found by words',
          ours: perSecond(words),
          peer: perSecond(theirs),
          ratio: theirs / words,
        },
        { figure: 'found by words, times as fast', ours: theirs / words, bar: { atLeast: 1 } },
        { figure: 'question p95, nothing to sync (ms)', ours: quantile(quiet, 0.95) },
        { figure: 'question p95 while syncing (ms)', ours: quantile(syncing, 0.95) },
        {
          figure: 'question p95 while syncing, times as long',
          ours: quantile(syncing, 0.95) / quantile(quiet, 0.95),
          bar: { atMost: 1.2 },
        },
        { figure: 'longest question while syncing (ms)', ours: Math.max(...syncing) },
      ],
      notes: [
        `${PAGES} pages of ${PASSAGES} passages of ${WORDS} words, vectors given on both sides; ${TURN} pages by one side, then by the other; seed ${SEED}.`,
        `Ours keeps article, snapshot, tags and pictures besides, with a checksum for every row.`,
        `${ROUNDS} rounds of ${QUESTIONS} questions without a sync, then as many as fit into one.`,
      ],
    };
  } finally {
    peer.close();
    await memory.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Vectors that cost nothing: embedding is no part of what is measured here. */
function givenVectors(): Embedder {
  const vectors = Array.from({ length: 97 }, (_, seed) => unitVector(seed, DIMENSIONS));
  return {
    ...openFakeEmbedder(DIMENSIONS),
    embedPassages: async (texts) =>
      texts.map((text, nth) => vectors[(text.length + nth) % vectors.length] ?? unitVector(0, DIMENSIONS)),
  };
}

/** Milliseconds: of each acknowledgement; in all until acknowledged, until found by words, and for the peer. */
async function remember(memory: Memory, peer: StraightforwardMemory) {
  const random = seededRandom(SEED);
  const acknowledged: number[] = [];
  let [ours, words, theirs] = [0, 0, 0];
  for (let first = 0; first < PAGES; first += TURN) {
    const pages = Array.from({ length: TURN }, (_, nth) => pageOf(first + nth, random));
    const began = performance.now();
    const indexing: Promise<void>[] = [];
    for (const page of pages) {
      const started = performance.now();
      const { page_id } = await commitPage(memory.store, page);
      const took = performance.now() - started;
      acknowledged.push(took);
      ours += took;
      // As the flow of a page does it: its words go to the index's thread while the next page is kept.
      indexing.push(memory.publisher.reindex(page_id));
    }
    await Promise.all(indexing);
    words += performance.now() - began;
    await memory.publisher.idle();
    await memory.index.sync();

    const chunks = pages.map((page) => page.passages.map(({ text }) => chunkOf(page, text, random)));
    const turn = performance.now();
    for (const page of chunks) peer.put(page);
    theirs += performance.now() - turn;
  }
  return { acknowledged, ours, words, theirs };
}

function chunkOf({ url, title }: PageToCommit, text: string, random: () => number) {
  return { url, title, text, vector: Float32Array.from({ length: DIMENSIONS }, () => random() - 0.5) };
}

async function askWhileSyncing({
  index,
  publisher,
}: Memory): Promise<{ quiet: number[]; syncing: number[] }> {
  const [quiet, syncing]: [number[], number[]] = [[], []];
  const random = seededRandom(SEED + 1);
  const ask = async (times: number[]) => {
    const started = performance.now();
    await index.retrieveCandidates(
      { match: `"${wordOf(random)}" OR "${wordOf(random)}"`, vector: null, pool: 50 },
      {},
    );
    times.push(performance.now() - started);
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let nth = 0; nth < 50; nth += 1) await publisher.reindex(1 + ((round * 50 + nth) % PAGES));
    await publisher.idle();
    await ask([]);
    const copied: { done: boolean } = { done: false };
    const copying = index.sync().finally(() => (copied.done = true));
    while (!copied.done) await ask(syncing);
    await copying;
    for (let nth = 0; nth < QUESTIONS; nth += 1) await ask(quiet);
  }
  return { quiet, syncing };
}

function pageOf(nth: number, random: () => number): PageToCommit {
  const texts = Array.from({ length: PASSAGES }, () =>
    Array.from({ length: WORDS }, () => wordOf(random)).join(' '),
  );
  return samplePage({
    url: `https://site${nth % 40}.example/${nth}`,
    title: `${wordOf(random)} ${nth}`,
    content_hash: String(nth).padEnd(64, '0'),
    markdown: texts.join('\n\n'),
    passages: texts.map((text, at) => samplePassage(at, text)),
    snapshot: Buffer.alloc(30_000, nth % 251),
  });
}

/** Some words are common, most are rare, as in a language. */
function wordOf(random: () => number): string {
  return `w${Math.floor(20_000 * random() ** 4).toString(36)}`;
}
