import type { Embedder } from '../embed/embedder.ts';
import type { SearchIndex } from '../index/search-index.ts';
import { passagesToEmbed } from '../store/passages-to-embed.ts';
import type { Store } from '../store/open-store.ts';

/** Passages embedded and indexed in one go: some seconds of work, so little is lost when the daemon is killed. */
const BATCH = 64;
const TRIES = 3;

interface Waiting {
  readonly ids: number[];
  readonly settle: (embedded: boolean) => void;
}

export interface EmbedQueue {
  /** Queues passages; true once all have their vector, false if they stay pending. */
  add(passageIds: readonly number[]): Promise<boolean>;
  counts(): { pending: number; failed: number };
  useEmbedder(embedder: Embedder): void;
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * First come, first embedded, a batch at a time. Texts are read from the store when their turn comes, so a long queue
 * costs numbers only. A batch that fails is tried three times, then its passages stay without a vector (never a zero
 * vector): words find them, and the next start tries again.
 */
export function openEmbedQueue(
  store: Store,
  index: SearchIndex,
  onProblem: (line: string, cause: unknown) => void,
): EmbedQueue {
  const waiting: Waiting[] = [];
  let embedder: Embedder | null = null;
  let running: Promise<void> | null = null;
  let stopped = false;
  let inFlight = 0;
  let failed = 0;

  /** Takes whole requests until a batch is full; a request larger than a batch is embedded in slices. */
  function takeBatch(): Waiting[] {
    const taken: Waiting[] = [];
    let size = 0;
    while (size < BATCH) {
      const next = waiting.shift();
      if (next === undefined) break;
      taken.push(next);
      size += next.ids.length;
    }
    return taken;
  }

  async function embedSlice(ids: readonly number[], model: Embedder): Promise<void> {
    const passages = await passagesToEmbed(store, ids);
    if (passages.length === 0) return;
    const vectors = await model.embedPassages(passages.map((passage) => passage.text));
    await index.indexVectors(
      passages.flatMap(({ passage_id, text_hash }, at) => {
        const vector = vectors[at];
        return vector === undefined ? [] : [{ passage_id, text_hash, vector }];
      }),
    );
  }

  async function embedBatch(ids: readonly number[], model: Embedder): Promise<boolean> {
    for (let attempt = 1; ; attempt++) {
      try {
        for (let at = 0; at < ids.length; at += BATCH) await embedSlice(ids.slice(at, at + BATCH), model);
        return true;
      } catch (cause) {
        if (stopped || attempt === TRIES) {
          if (!stopped) onProblem(`${ids.length} passages wait for their vector until the next start`, cause);
          failed += ids.length;
          return false;
        }
      }
    }
  }

  async function work(): Promise<void> {
    while (!stopped && embedder !== null) {
      const batch = takeBatch();
      if (batch.length === 0) break;
      const ids = batch.flatMap((request) => request.ids);
      inFlight = ids.length;
      const embedded = await embedBatch(ids, embedder);
      inFlight = 0;
      for (const request of batch) request.settle(embedded);
    }
    running = null;
  }

  function start(): void {
    if (running === null && embedder !== null && !stopped && waiting.length > 0) running = work();
  }

  return {
    add(passageIds) {
      if (passageIds.length === 0) return Promise.resolve(true);
      if (stopped) return Promise.resolve(false);
      return new Promise((settle) => {
        waiting.push({ ids: [...passageIds], settle });
        start();
      });
    },
    counts: () => ({ pending: waiting.reduce((sum, { ids }) => sum + ids.length, inFlight), failed }),
    useEmbedder(model) {
      embedder = model;
      start();
    },
    async idle() {
      while (running !== null) await running;
    },
    async stop() {
      stopped = true;
      for (const request of waiting.splice(0)) request.settle(false);
      if (running !== null) await running;
    },
  };
}
