import type { Embedder } from './embedder.ts';
import { closed, EmbeddingSeat } from './embedding-seat.ts';
import { RecentQuestions } from './recent-questions.ts';

export interface WorkerEmbedderOptions {
  /** The worker's file. */
  readonly script: URL;
  /** Path of the ONNX file for passages. */
  readonly graph: string;
  readonly questionGraph: string;
  readonly bulkWorkers: number;
  readonly fingerprint: string;
  readonly model: string;
  readonly dimensions: number;
  /** Word pieces with [CLS] and [SEP]; throws `no-words` when there is nothing to embed. */
  readonly tokenize: (text: string) => Int32Array<ArrayBuffer>;
}

interface Batch {
  readonly vectors: Float32Array[];
  left: number;
  settled: boolean;
  resolve(vectors: Float32Array[]): void;
  reject(cause: unknown): void;
}

interface Task {
  readonly text: string;
  readonly index: number;
  readonly batch: Batch;
}

/** After a question the next one is near: for so long only one bulk worker runs. */
const QUESTION_PAUSE_MS = 2_000;
// One text runs and one waits behind it, so that a busy main thread does not leave a worker idle.
const TEXTS_PER_SEAT = 2;

/** Starts the worker that embeds questions; the lowered ones for passages start with the first of them. */
export async function openWorkerEmbedder(options: WorkerEmbedderOptions): Promise<Embedder> {
  const { script, graph, questionGraph, bulkWorkers, tokenize } = options;
  const questions = new EmbeddingSeat(script, { graph: questionGraph, lowered: false });
  const recent = new RecentQuestions((question) => questions.run(tokenize(question)));
  const bulk = Array.from({ length: bulkWorkers }, () => new EmbeddingSeat(script, { graph, lowered: true }));
  await questions.ready();
  const queue = new PassageQueue(bulk, tokenize);
  return {
    fingerprint: options.fingerprint,
    model: options.model,
    dimensions: options.dimensions,
    async embedQuestion(question) {
      queue.giveWay();
      return recent.embed(question);
    },
    embedPassages: (texts) => queue.add(texts),
    async close() {
      queue.close();
      recent.close();
      await Promise.all([questions, ...bulk].map((seat) => seat.close()));
    },
  };
}

/** Passages waiting for a bulk worker, in the order they came. */
class PassageQueue {
  readonly #seats: readonly EmbeddingSeat[];
  readonly #tokenize: WorkerEmbedderOptions['tokenize'];
  #tasks: Task[] = [];
  #pause: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(seats: readonly EmbeddingSeat[], tokenize: WorkerEmbedderOptions['tokenize']) {
    this.#seats = seats;
    this.#tokenize = tokenize;
  }

  add(texts: readonly string[]): Promise<Float32Array[]> {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw closed();
      if (texts.length === 0) resolve([]);
      const batch: Batch = { vectors: [], left: texts.length, settled: false, resolve, reject };
      for (const [index, text] of texts.entries()) this.#tasks.push({ text, index, batch });
      this.#hand();
    });
  }

  giveWay(): void {
    if (this.#pause !== null) clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      this.#pause = null;
      this.#hand();
    }, QUESTION_PAUSE_MS).unref();
  }

  close(): void {
    this.#closed = true;
    if (this.#pause !== null) clearTimeout(this.#pause);
    for (const task of this.#tasks) fail(task.batch, closed());
    this.#tasks = [];
  }

  /** Gives waiting texts to the seats that may work now, each one text before any gets its second. */
  #hand(): void {
    const seats = this.#pause === null ? this.#seats : this.#seats.slice(0, 1);
    for (let load = 0; load < TEXTS_PER_SEAT; load++) {
      for (const seat of seats) if (seat.load <= load) this.#handOne(seat);
    }
  }

  #handOne(seat: EmbeddingSeat): void {
    let task = this.#tasks.shift();
    while (task?.batch.settled === true) task = this.#tasks.shift();
    if (task === undefined) return;
    const { text, index, batch } = task;
    new Promise<Float32Array>((resolve) => resolve(seat.run(this.#tokenize(text))))
      .then((vector) => finish(batch, index, vector))
      .catch((cause: unknown) => fail(batch, cause))
      .finally(() => this.#hand());
  }
}

function finish(batch: Batch, index: number, vector: Float32Array): void {
  batch.vectors[index] = vector;
  batch.left--;
  if (batch.left > 0 || batch.settled) return;
  batch.settled = true;
  batch.resolve(batch.vectors);
}

function fail(batch: Batch, cause: unknown): void {
  if (batch.settled) return;
  batch.settled = true;
  batch.reject(cause);
}
