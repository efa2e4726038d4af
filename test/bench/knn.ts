import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exactSearch, MetricKind } from 'usearch';
import type { LiveIndex } from '../../daemon/index/note-change.ts';
import { retrieve } from '../../daemon/index/retrieve-candidates.ts';
import { seededRandom } from '../seeded-random.ts';
import type { BenchReport, BenchRow } from './bench-report.ts';
import { clusteredVectors, DIMENSIONS, trueCosines } from './clustered-vectors.ts';
import { measureKernel } from './kernel-rows.ts';
import { measureMemory } from './memory-rows.ts';
import { quantile } from './quantile.ts';
import { recall } from './recall.ts';
import {
  exchangeHalf,
  isAtFew,
  openSqliteVec,
  openWritten,
  readVectors,
  writeIndex,
} from './vector-index.ts';

const ROWS = 100_000;
const QUESTIONS = 100;
const K = 10;
/** Of a page. */
const PASSAGES = 14;
const REAL = '.cache/bench/wcxb-memory/index.db';

/** Nearest neighbours among 100,000 vectors as searches ask for them, beside sqlite-vec and usearch in the same run. */
export async function run(): Promise<BenchReport> {
  const folder = await mkdtemp(join(tmpdir(), 'pagekeep-knn-'));
  try {
    const vectors = drawMany(ROWS, 1);
    const file = join(folder, 'index.db');
    writeIndex(file, vectors);
    const rows = await compare('', file, vectors, drawMany(QUESTIONS, 2));
    rows.push(...(await measureMemory(folder, file, vectors)));
    rows.push(...(await measureExchange(file, vectors)));
    rows.push(...(await measureKernel()));
    const real = existsSync(REAL) ? readVectors(REAL) : new Float32Array();
    if (real.length > 0) rows.push(...(await compareReal(folder, real)));
    return {
      name: 'knn',
      rows,
      notes: [
        `${ROWS} × ${DIMENSIONS} in 1,000 clusters, ${QUESTIONS} questions, ${K} neighbours, one asked after the other; ours is the index's own retrieval: filters, pages, true cosines and hubness included`,
        'peers: sqlite-vec 0.1.9 (vec0, cosine, in RAM) and usearch 2.26.2 (exactSearch, float32, one thread), each question asked of all in turn',
        real.length > 0
          ? `real vectors: the ${real.length / DIMENSIONS} passages of the development pages`
          : 'no real vectors here: run `ingest` first',
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function drawMany(count: number, seed: number): Float32Array {
  const draw = clusteredVectors(seed);
  const vectors = new Float32Array(count * DIMENSIONS);
  for (let row = 0; row < count; row++) vectors.set(draw(), row * DIMENSIONS);
  return vectors;
}

const rowsOf = (vectors: Float32Array): Float32Array[] =>
  Array.from({ length: vectors.length / DIMENSIONS }, (_, row) =>
    vectors.slice(row * DIMENSIONS, (row + 1) * DIMENSIONS),
  );

/** The places of what the index finds. */
function ask(index: LiveIndex, vector: Float32Array, domain?: string): number[] {
  const found = retrieve(index, { match: null, vector, pool: K }, domain === undefined ? {} : { domain });
  return found.map(({ passage_id }) => passage_id - 1);
}

function timed<T>(into: number[], work: () => T): T {
  const started = performance.now();
  const value = work();
  into.push(performance.now() - started);
  return value;
}

async function compare(name: string, file: string, vectors: Float32Array, asked: Float32Array) {
  const index = await openWritten(file);
  const askVec0 = openSqliteVec(vectors);
  const times = {
    ours: new Array<number>(),
    few: new Array<number>(),
    fresh: new Array<number>(),
    vec0: new Array<number>(),
    usearch: new Array<number>(),
  };
  const recalls = { ours: new Array<number>(), few: new Array<number>() };
  const count = vectors.length / DIMENSIONS;
  for (const question of rowsOf(asked)) ask(index, question);
  for (const question of rowsOf(asked)) {
    const cosines = trueCosines(question, vectors);
    recalls.ours.push(
      recall(
        timed(times.ours, () => ask(index, question)),
        cosines,
        () => true,
        K,
      ),
    );
    const few = timed(times.few, () => ask(index, question, 'few.example'));
    recalls.few.push(recall(few, cosines, (row) => isAtFew(row, count), K));
    // Another filter, that nobody asked the question before.
    ask(index, question, 'many.example');
    timed(times.fresh, () => ask(index, question, 'few.example'));
    timed(times.vec0, () => askVec0(question, K));
    timed(times.usearch, () => exactSearch(vectors, question, DIMENSIONS, K, MetricKind.Cos, 1));
  }
  index.near.stop();
  index.words.stop();
  return report(name, times, recalls);
}

function report(
  name: string,
  times: Record<'ours' | 'few' | 'fresh' | 'vec0' | 'usearch', number[]>,
  recalls: Record<'ours' | 'few', number[]>,
): BenchRow[] {
  const rows: BenchRow[] = [];
  for (const share of [0.5, 0.95]) {
    const at = (values: readonly number[]): number => quantile(values, share);
    const beside = (peer: readonly number[]) => ({ peer: at(peer), ratio: at(peer) / at(times.ours) });
    const figure = `${name}p${share * 100} (ms)`;
    const isMiddle = share === 0.5;
    rows.push(
      { figure: `${figure}, peer sqlite-vec`, ours: at(times.ours), ...beside(times.vec0) },
      { figure: `${figure}, peer usearch`, ours: at(times.ours), ...beside(times.usearch) },
      { figure: `${figure}, 1 % pass a filter`, ours: at(times.few) },
    );
    if (!isMiddle)
      rows.push(
        {
          figure: `${name}p95 with the filter ÷ without`,
          ours: at(times.few) / at(times.ours),
          bar: { atMost: 1 },
        },
        {
          figure: `${name}p95 with the filter, another asked before, ÷ without`,
          ours: at(times.fresh) / at(times.ours),
          bar: { atMost: 1 },
        },
      );
    else {
      rows.push({
        figure: `${name}× faster than sqlite-vec`,
        ours: at(times.vec0) / at(times.ours),
        bar: { atLeast: 10 },
      });
      rows.push({
        figure: `${name}× faster than usearch`,
        ours: at(times.usearch) / at(times.ours),
        bar: { atLeast: 3 },
      });
    }
  }
  rows.push({ figure: `${name}recall@10`, ours: mean(recalls.ours), bar: { atLeast: 0.999 } });
  rows.push({ figure: `${name}recall@10 with the filter`, ours: mean(recalls.few), bar: { atLeast: 1 } });
  return rows;
}

function flat(rows: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(rows.length * DIMENSIONS);
  for (const [row, vector] of rows.entries()) all.set(vector, row * DIMENSIONS);
  return all;
}

/** Some of the real vectors are asked for among the others. */
async function compareReal(folder: string, real: Float32Array): Promise<BenchRow[]> {
  const rows = rowsOf(real);
  const step = Math.ceil(rows.length / QUESTIONS);
  const held = flat(rows.filter((_, row) => row % step !== 0));
  const file = join(folder, 'real.db');
  writeIndex(file, held);
  const compared = await compare(
    'real vectors: ',
    file,
    held,
    flat(rows.filter((_, row) => row % step === 0)),
  );
  // How many times faster it is depends on how many there are; those bars are for 100,000.
  return compared.map(({ bar, ...row }) =>
    bar !== undefined && row.figure.includes('recall') ? { ...row, bar } : row,
  );
}

async function measureExchange(file: string, vectors: Float32Array): Promise<BenchRow[]> {
  const fresh = drawMany(ROWS, 4);
  const { before, after, exchanged } = exchangeHalf(file, fresh, seededRandom(5));
  const now = vectors.slice();
  for (const row of exchanged) {
    now.set(fresh.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS), row * DIMENSIONS);
  }
  const index = await openWritten(file);
  const questions = rowsOf(drawMany(QUESTIONS / 4, 6));
  const recalls = questions.map((question) =>
    recall(ask(index, question), trueCosines(question, now), () => true, K),
  );
  const afterPage = new Array<number>();
  for (const [nth, question] of questions.entries()) {
    for (let at = 1; at <= PASSAGES; at++) index.near.note(nth * PASSAGES + at);
    timed(afterPage, () => ask(index, question));
  }
  index.near.stop();
  index.words.stop();
  return [
    {
      figure: `first question after a page of ${PASSAGES} passages: p50 (ms)`,
      ours: quantile(afterPage, 0.5),
    },
    { figure: 'half exchanged: size ÷ before', ours: after / before, bar: { atMost: 1.15 } },
    {
      figure: 'half exchanged: recall@10',
      ours: mean(recalls),
      bar: { atLeast: 0.999 },
    },
  ];
}
