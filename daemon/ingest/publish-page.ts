import type { Embedder } from '../embed/embedder.ts';
import type { SearchIndex } from '../index/search-index.ts';
import { listStoredImages } from '../store/list-stored-images.ts';
import { pageFacts } from '../store/page-facts.ts';
import type { Store } from '../store/open-store.ts';
import { EmbedQueue } from './embed-queue.ts';
import { IndexInTurn } from './index-in-turn.ts';

/** Makes committed pages findable: words at once, meaning as soon as the model has read them. */
export interface Publisher {
  /** Indexes the words of a page and its pictures and queues its passages for embedding. True once it is found by meaning, false if that has to wait. */
  publish(pageId: number): Promise<boolean>;
  /** Indexes a page's words anew: found by them once it resolves, while its passages are embedded behind it. */
  reindex(pageId: number): Promise<void>;
  /** Says that whoever kept the page was told so: `worded` waits for its words from now on. */
  acknowledge(pageId: number): void;
  /** Resolves when every acknowledged page is found by its words: what a person was told is kept, the next question finds. */
  worded(): Promise<void>;
  /** Tells the index of changed tags, note, dates, retention or sizes of pictures. */
  refresh(pageId: number): Promise<void>;
  /** Queues passages that are indexed already but have no vector. */
  embedMissing(passageIds: readonly number[]): void;
  /** Whether a page waits for its vectors, or was left without. */
  isPending(pageId: number): boolean;
  /** Passages waiting for their vector, and how many gave up until the next start. */
  counts(): { pending: number; failed: number };
  /** Hands over the model once it is there; what waited is embedded now. */
  useEmbedder(embedder: Embedder): void;
  /** Says that no model will come before the next start: whoever waits is told that words have to do. */
  giveUp(): void;
  /** Resolves when every page handed over so far is found by meaning, or waits for a model that is not there. */
  idle(): Promise<void>;
  /** Stops after the batch that is running. */
  stop(): Promise<void>;
}

/** Opens the publisher of a store and its index; `onProblem` gets one line per failed step for the log. */
export function openPublisher(
  store: Store,
  index: SearchIndex,
  onProblem: (line: string, cause: unknown) => void,
): Publisher {
  const running = new Map<number, Set<Promise<boolean>>>();
  const wordsOnly = new Set<number>();
  const words = new IndexInTurn(store, index, onProblem);
  const queue = new EmbedQueue(store, index, onProblem);

  async function embed(indexed: Promise<readonly number[] | null>): Promise<boolean> {
    const missing = await indexed;
    return missing !== null && queue.add(missing);
  }

  async function follow(pageId: number, step: Promise<boolean>, steps: Set<Promise<boolean>>): Promise<void> {
    if (await step) wordsOnly.delete(pageId);
    else wordsOnly.add(pageId);
    steps.delete(step);
    if (steps.size === 0) running.delete(pageId);
  }

  function start(pageId: number): { indexed: Promise<unknown>; embedded: Promise<boolean> } {
    const indexed = words.put(pageId);
    const embedded = embed(indexed);
    void indexed.then(() => queue.lookBack());
    const steps = running.get(pageId) ?? new Set();
    running.set(pageId, steps.add(embedded));
    void follow(pageId, embedded, steps);
    return { indexed, embedded };
  }

  return {
    publish: (pageId) => start(pageId).embedded,
    async reindex(pageId) {
      await start(pageId).indexed;
    },
    acknowledge: (pageId) => words.acknowledge(pageId),
    worded: () => words.worded(),
    async refresh(pageId) {
      const [facts] = await pageFacts(store, [pageId]);
      if (facts !== undefined) await index.updateFacts(facts);
      await index.updateSizes(await listStoredImages(store, pageId));
    },
    embedMissing(passageIds) {
      void queue.add(passageIds);
    },
    isPending: (pageId) => running.has(pageId) || wordsOnly.has(pageId),
    counts: () => queue.counts(),
    useEmbedder: (embedder) => queue.useEmbedder(embedder),
    giveUp: () => queue.giveUp(),
    async idle() {
      await Promise.all([...running.values()].flatMap((steps) => [...steps]));
      await queue.idle();
    },
    stop: () => queue.stop(),
  };
}
