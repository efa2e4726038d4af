import type { Embedder } from '../embed/embedder.ts';
import type { SearchIndex } from '../index/search-index.ts';
import type { Store } from '../store/open-store.ts';
import { passagesToEmbed } from '../store/passages-to-embed.ts';
import { dropStrangeVectors, findPastVectors } from '../store/past-vectors.ts';
import { embedAll } from './embed-all.ts';
import { embedPast } from './embed-past.ts';

/** Passages embedded and indexed in one go: some seconds of work, so little is lost when the daemon is killed. */
const BATCH = 64;
const TRIES = 3;

interface Waiting {
  readonly ids: readonly number[];
  readonly settle: (embedded: boolean) => void;
}

/**
 * First come, first embedded, a batch at a time. Texts are read from the store when their turn comes, so a long queue
 * costs numbers only. A batch that fails is tried three times, then its passages stay without a vector (never a zero
 * vector): words find them, and the next start tries again. Equal
 * texts are embedded once, however many passages have them. A passage without a word the model knows has no meaning to
 * be found by and keeps nobody else from theirs.
 */
export class EmbedQueue {
  readonly #store: Store;
  readonly #index: SearchIndex;
  readonly #onProblem: (line: string, cause: unknown) => void;
  readonly #waiting: Waiting[] = [];
  #embedder: Embedder | null = null;
  #running: Promise<void> | null = null;
  #stopped = false;
  #givenUp = false;
  /** Passages of earlier versions may wait: they come when nothing else does. */
  #pastWaits = false;
  /** The model whose vectors alone are kept of the past. */
  #pastModel = '';
  #inFlight = 0;
  #failed = 0;

  constructor(store: Store, index: SearchIndex, onProblem: (line: string, cause: unknown) => void) {
    this.#store = store;
    this.#index = index;
    this.#onProblem = onProblem;
  }

  /** Queues passages; true once all have their vector, false if they stay pending. */
  add(passageIds: readonly number[]): Promise<boolean> {
    if (passageIds.length === 0) return Promise.resolve(true);
    if (this.#stopped) return Promise.resolve(false);
    return new Promise((settle) => {
      this.#waiting.push({ ids: passageIds, settle });
      if (this.#givenUp) settle(false);
      this.#start();
    });
  }

  counts(): { pending: number; failed: number } {
    return {
      pending: this.#waiting.reduce((sum, { ids }) => sum + ids.length, this.#inFlight),
      failed: this.#failed,
    };
  }

  useEmbedder(embedder: Embedder): void {
    this.#embedder = embedder;
    this.#pastWaits = true;
    this.#start();
  }

  /** Says that a page has passages in the past which may lack their vector. */
  lookBack(): void {
    this.#pastWaits = true;
    this.#start();
  }

  /** No model will come before the next start: nobody is kept waiting, and what is queued stays pending. */
  giveUp(): void {
    this.#givenUp = true;
    for (const request of this.#waiting) request.settle(false);
  }

  /** Resolves when no batch is running any more. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  /** Stops after the batch that is running; what waited stays pending. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const request of this.#waiting.splice(0)) request.settle(false);
    await this.idle();
  }

  #start(): void {
    if (this.#running === null && this.#embedder !== null && !this.#stopped && this.#hasWork()) {
      this.#running = this.#work(this.#embedder);
    }
  }

  #hasWork(): boolean {
    return this.#waiting.length > 0 || this.#pastWaits;
  }

  async #work(embedder: Embedder): Promise<void> {
    while (!this.#stopped && this.#hasWork()) {
      await this.#workOff(embedder);
      this.#pastWaits = this.#pastWaits && (await this.#tryPast(embedder));
    }
    this.#running = null;
  }

  async #workOff(embedder: Embedder): Promise<void> {
    for (let requests = this.#takeBatch(); requests.length > 0; requests = this.#takeBatch()) {
      const ids = requests.flatMap((request) => request.ids);
      this.#inFlight = ids.length;
      let embedded = true;
      for (let at = 0; at < ids.length; at += BATCH) {
        const batch = ids.slice(at, at + BATCH);
        embedded = !this.#stopped && (await this.#tryBatch(batch, embedder)) && embedded;
        this.#inFlight -= batch.length;
      }
      for (const request of requests) request.settle(embedded);
    }
  }

  /** What fails waits for the next start. */
  async #tryPast(embedder: Embedder): Promise<boolean> {
    try {
      if (this.#pastModel !== embedder.fingerprint)
        await dropStrangeVectors(this.#store, embedder.fingerprint);
      this.#pastModel = embedder.fingerprint;
      return await embedPast(this.#store, embedder);
    } catch (cause) {
      if (!this.#stopped) this.#onProblem('passages of earlier versions wait until the next start', cause);
      return false;
    }
  }

  /** Takes whole requests until a batch is full, so that a page's passages are settled together. */
  #takeBatch(): Waiting[] {
    const taken: Waiting[] = [];
    for (let size = 0; size < BATCH;) {
      const next = this.#waiting.shift();
      if (next === undefined) break;
      taken.push(next);
      size += next.ids.length;
    }
    return taken;
  }

  async #tryBatch(ids: readonly number[], embedder: Embedder): Promise<boolean> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#embedBatch(ids, embedder);
        return true;
      } catch (cause) {
        if (!this.#stopped && attempt < TRIES) continue;
        if (!this.#stopped)
          this.#onProblem(`${ids.length} passages wait for their vector until the next start`, cause);
        this.#failed += ids.length;
        return false;
      }
    }
  }

  async #embedBatch(ids: readonly number[], embedder: Embedder): Promise<void> {
    const { missing_vectors } = await this.#index.shareVectors(ids);
    const passages = await passagesToEmbed(this.#store, missing_vectors);
    const hashes = [...new Set(passages.map(({ text_hash }) => text_hash))];
    // What a page says again was read by the model when it said so before.
    const known = await findPastVectors(this.#store, hashes, embedder.fingerprint);
    const texts = new Map(
      passages.flatMap(({ text_hash, text }) => (known.has(text_hash) ? [] : [[text_hash, text] as const])),
    );
    const made = await embedAll([...texts.values()], embedder);
    const vectors = new Map([...texts.keys()].map((text_hash, at) => [text_hash, made[at]]));
    await this.#index.indexVectors(
      passages.flatMap(({ passage_id, text_hash }) => {
        const vector = known.get(text_hash) ?? vectors.get(text_hash);
        return vector === undefined ? [] : [{ passage_id, text_hash, vector }];
      }),
    );
  }
}
