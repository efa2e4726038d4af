import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLocalEmbedder } from '../../daemon/embed/local-embedder.ts';
import { openWordpiece } from '../../daemon/embed/wordpiece.ts';
import { writeReadyModel } from '../ready-model.ts';
import { realModel } from '../real-model.ts';
import type { BenchReport, BenchRow } from './bench-report.ts';
import type { EnginePeak, EngineTask } from './embed-engine.ts';
import { quantile } from './quantile.ts';
import { evalPath, readLines, wcxbPages } from './read-eval.ts';
import { spearman } from './spearman.ts';

const PASSAGES = 96;
const WORDS_A_PASSAGE = 140;
const ROUNDS = 3;
const QUESTIONS = 100;
const CLIENTS = 8;

/** Measures our embedder beside Transformers.js with its defaults, on the same weights and passages, and what int8 costs in quality. */
export async function run(): Promise<BenchReport> {
  const folder = await mkdtemp(join(tmpdir(), 'pagekeep-bench-'));
  const ours = new EngineProcess();
  try {
    const texts = await realPassages();
    const library = new EngineProcess(await writeReadyModel(folder));
    const speed = await raceEngines(ours, library, texts);
    const waiting = await timeQuestions(ours, texts);
    const [own, peer] = [await ours.peak(), await library.peak()];
    library.close();
    const memory: BenchRow[] = [
      { figure: 'peak memory of the process (MB)', ours: own.memory, peer: peer.memory },
      { figure: 'peak memory beside the peer’s', ours: own.memory / peer.memory, bar: { atMost: 0.7 } },
    ];
    return {
      name: 'embed',
      peer: 'Transformers.js, fp32, defaults',
      rows: [...speed, ...memory, ...waiting, ...(await measureQuality())],
      notes: [
        `${PASSAGES} passages of ${WORDS_A_PASSAGE} words from real pages, best of ${ROUNDS} interleaved rounds, each engine in its own process.`,
        'The peer runs the same weights as a graph of standard operators. Questions are timed from outside the process.',
      ],
    };
  } finally {
    ours.close();
    await rm(folder, { recursive: true });
  }
}

/** An engine in a process of its own, asked one thing after the other or several at once. */
class EngineProcess {
  readonly #child;
  readonly #waiting = new Map<number, (reply: unknown) => void>();
  readonly #ready: Promise<unknown>;
  #lastId = 0;

  /** Without a folder of a model for Transformers.js it is ours. */
  constructor(...folder: string[]) {
    this.#child = fork(new URL('embed-engine.ts', import.meta.url), folder, { serialization: 'advanced' });
    this.#ready = new Promise((resolve, reject) => {
      this.#waiting.set(0, resolve);
      this.#child.once('exit', () => reject(new Error('An engine of the bench stopped.')));
    });
    this.#child.on('message', ({ id, reply }: { id: number; reply: unknown }) => {
      this.#waiting.get(id)?.(reply);
      this.#waiting.delete(id);
    });
  }

  /** Milliseconds until the answer was here. */
  async time(task: EngineTask): Promise<number> {
    await this.#ready;
    const start = performance.now();
    await this.#ask(task);
    return performance.now() - start;
  }

  async peak(): Promise<EnginePeak> {
    return (await this.#ask({ kind: 'peak' })) as EnginePeak;
  }

  close(): void {
    if (this.#child.connected) this.#child.disconnect();
  }

  #ask(task: EngineTask): Promise<unknown> {
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#child.send({ id, task });
    });
  }
}

async function raceEngines(
  ours: EngineProcess,
  library: EngineProcess,
  texts: string[],
): Promise<BenchRow[]> {
  const best = { ours: Infinity, batches: Infinity, single: Infinity };
  for (let round = 0; round < ROUNDS; round++) {
    best.ours = Math.min(best.ours, await ours.time({ kind: 'passages', texts, batch: 0 }));
    best.batches = Math.min(best.batches, await library.time({ kind: 'passages', texts, batch: 32 }));
    best.single = Math.min(best.single, await library.time({ kind: 'passages', texts, batch: 1 }));
  }
  const wordpiece = openWordpiece((await realModel()).tokenizer);
  const tokens = texts.reduce((sum, text) => sum + wordpiece.encode(text).length, 0);
  const row = (figure: string, amount: number, peer: number): BenchRow => ({
    figure,
    ours: (amount / best.ours) * 1_000,
    peer: (amount / peer) * 1_000,
    ratio: peer / best.ours,
  });
  return [
    row('passages/s, peer in batches of 32', texts.length, best.batches),
    row('passages/s, peer one by one', texts.length, best.single),
    row('tokens/s, peer one by one', tokens, best.single),
    { figure: 'times as fast as batches of 32', ours: best.batches / best.ours, bar: { atLeast: 6 } },
    { figure: 'times as fast as one by one', ours: best.single / best.ours, bar: { atLeast: 2.8 } },
  ];
}

async function timeQuestions(ours: EngineProcess, texts: readonly string[]): Promise<BenchRow[]> {
  let asked = 0;
  // Never the same one twice: it would be remembered.
  const ask = () =>
    ours.time({ kind: 'question', text: `how long does sourdough keep in house number ${asked++}` });
  const askInTurn = async (): Promise<number[]> => {
    const times: number[] = [];
    for (let n = 0; n < QUESTIONS; n++) times.push(await ask());
    return times;
  };
  await askInTurn();
  const idle = await askInTurn();
  const perSecond = await askAtOnce(ask);
  await ours.peak();
  const load = ours.time({
    kind: 'passages',
    texts: Array.from({ length: 8 }, () => texts).flat(),
    batch: 0,
  });
  const busy = await askInTurn();
  const { delay } = await ours.peak();
  await load;
  return [
    { figure: 'question p50, idle (ms)', ours: quantile(idle, 0.5) },
    { figure: 'question p95, idle (ms)', ours: quantile(idle, 0.95) },
    { figure: 'question p50, under load (ms)', ours: quantile(busy, 0.5) },
    { figure: 'question p95, under load (ms)', ours: quantile(busy, 0.95) },
    {
      figure: 'question p95, under load beside idle',
      ours: quantile(busy, 0.95) / quantile(idle, 0.95),
      bar: { atMost: 3 },
    },
    { figure: 'main loop delay p99, under load (ms)', ours: delay, bar: { atMost: 50 } },
    { figure: `questions/s of ${CLIENTS} clients at once`, ours: perSecond },
  ];
}

/** Questions answered in a second when several clients each ask their next as soon as they have an answer. */
async function askAtOnce(ask: () => Promise<number>): Promise<number> {
  const start = performance.now();
  const client = async () => {
    for (let n = 0; n < QUESTIONS; n++) await ask();
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return (CLIENTS * QUESTIONS * 1_000) / (performance.now() - start);
}

/** STS benchmark, development split: how well cosines order pairs as people do, in int8 and in full precision. */
async function measureQuality(): Promise<BenchRow[]> {
  const pairs: { a: string; b: string; score: number }[] = [];
  for await (const line of readLines(evalPath('stsb/pairs.jsonl'))) pairs.push(JSON.parse(line));
  const texts = pairs.flatMap(({ a, b }) => [a, b]);
  const [int8, fp32] = [await embedAll(texts, 'int8'), await embedAll(texts, 'fp32')];
  const questions = await embedQuestions(texts.slice(0, QUESTIONS));
  const scores = pairs.map(({ score }) => score);
  const order = (vectors: readonly Float32Array[]) =>
    spearman(
      scores,
      pairs.map((_, n) => dot(vectors[2 * n], vectors[2 * n + 1])),
    );
  const nearness = (vectors: readonly Float32Array[]) => vectors.map((vector, n) => dot(vector, fp32[n]));
  const [passage, question] = [nearness(int8), nearness(questions)];
  const [ours, peer] = [order(int8), order(fp32)];
  return [
    { figure: 'STS-B Spearman, int8 beside fp32', ours, peer },
    { figure: 'STS-B Spearman lost to int8', ours: peer - ours, bar: { atMost: 0.003 } },
    { figure: 'cosine of passages to fp32, median', ours: quantile(passage, 0.5) },
    { figure: 'cosine of passages to fp32, smallest', ours: Math.min(...passage) },
    { figure: 'cosine of questions to fp32, median', ours: quantile(question, 0.5) },
    { figure: 'cosine of questions to fp32, smallest', ours: Math.min(...question) },
  ];
}

async function embedAll(texts: readonly string[], precision: 'int8' | 'fp32'): Promise<Float32Array[]> {
  const embedder = await openLocalEmbedder({ files: await realModel(), precision });
  try {
    return await embedder.embedPassages(texts);
  } finally {
    await embedder.close();
  }
}

async function embedQuestions(texts: readonly string[]): Promise<Float32Array[]> {
  const embedder = await openLocalEmbedder({ files: await realModel() });
  try {
    return await Promise.all(texts.map((text) => embedder.embedQuestion(text)));
  } finally {
    await embedder.close();
  }
}

async function realPassages(): Promise<string[]> {
  const passages: string[] = [];
  for await (const page of wcxbPages()) {
    const words = (page.main_content ?? '').split(/\s+/);
    if (words.length < 2 * WORDS_A_PASSAGE) continue;
    passages.push(words.slice(WORDS_A_PASSAGE, 2 * WORDS_A_PASSAGE).join(' '));
    if (passages.length === PASSAGES) break;
  }
  return passages;
}

function dot(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (a === undefined || b === undefined) throw new Error('A vector is missing.');
  return a.reduce((sum, x, n) => sum + x * (b[n] ?? 0), 0);
}
