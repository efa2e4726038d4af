import type { Crawl4aiLink } from './crawl4ai-link.ts';

/** How Crawl4AI is doing, for whoever asks. */
export interface Crawl4aiState {
  readonly mode: 'external' | 'embedded' | 'none';
  /** It can be asked without anything having to be fetched before. */
  readonly ready: boolean;
  readonly running: boolean;
  /** null until it has run. */
  readonly version: string | null;
}

/** Somebody who renders pages with a real browser: a server of one's own, a process of ours, or nobody. */
export interface Crawl4ai {
  readonly mode: Crawl4aiState['mode'];
  state(): Promise<Crawl4aiState>;
  /**
   * Lets `work` ask it; starts it, and sets it up, where that is needed. Who is not `patient` does not wait for that.
   * Throws `not-ready` or `fetch-failed` with a sentence for a person where nobody can be asked.
   */
  use<T>(
    work: (link: Crawl4aiLink) => Promise<T>,
    wait: { readonly patient: boolean; readonly signal: AbortSignal },
  ): Promise<T>;
  close(): Promise<void>;
}
