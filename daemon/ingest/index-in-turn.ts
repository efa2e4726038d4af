import type { SearchIndex } from '../index/search-index.ts';
import type { Store } from '../store/open-store.ts';
import { indexPage } from './index-page.ts';

type Missing = readonly number[] | null;

/** The words of pages on their way to the index. */
export class IndexInTurn {
  readonly #store: Store;
  readonly #index: SearchIndex;
  readonly #onProblem: (line: string, cause: unknown) => void;
  readonly #running = new Map<number, Promise<Missing>>();
  readonly #acknowledged = new Set<Promise<Missing>>();

  constructor(store: Store, index: SearchIndex, onProblem: (line: string, cause: unknown) => void) {
    this.#store = store;
    this.#index = index;
    this.#onProblem = onProblem;
  }

  /** One after the other for a page, so that what was read first never comes after what was read later; null when it could not be. */
  async put(pageId: number): Promise<Missing> {
    const before = this.#running.get(pageId);
    // What comes alone is read at once: a little later is when the next page is being kept.
    const indexed = before === undefined ? this.#putNow(pageId) : before.then(() => this.#putNow(pageId));
    this.#running.set(pageId, indexed);
    const missing = await indexed;
    if (this.#running.get(pageId) === indexed) this.#running.delete(pageId);
    return missing;
  }

  /** From now on `worded` waits for what of the page is on its way. */
  acknowledge(pageId: number): void {
    const indexed = this.#running.get(pageId);
    if (indexed === undefined) return;
    this.#acknowledged.add(indexed);
    void indexed.then(() => this.#acknowledged.delete(indexed));
  }

  /** Resolves when the words of every acknowledged page are in the index. */
  async worded(): Promise<void> {
    await Promise.all(this.#acknowledged);
  }

  async #putNow(pageId: number): Promise<Missing> {
    try {
      return await indexPage(pageId, this.#store, this.#index);
    } catch (cause) {
      this.#onProblem(`page ${pageId} is kept but not indexed yet; the next start repairs it`, cause);
      return null;
    }
  }
}
