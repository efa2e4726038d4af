import { readVersion } from './crawl4ai-client.ts';
import type { Crawl4aiLink } from './crawl4ai-link.ts';
import type { Crawl4ai, Crawl4aiState } from './crawl4ai.ts';

const SEEN_MS = 60_000;

/** A Crawl4AI server of one's own, named in the configuration. Who it is is asked once a minute at most. */
export class ExternalCrawl4ai implements Crawl4ai {
  readonly mode = 'external';
  readonly #link: Crawl4aiLink;
  #version: string | null = null;
  #seenAt = 0;

  constructor(link: Crawl4aiLink) {
    this.#link = link;
  }

  async state(): Promise<Crawl4aiState> {
    const running = await this.#greet(AbortSignal.timeout(2_000)).then(
      () => true,
      () => false,
    );
    return { mode: this.mode, ready: running, running, version: this.#version };
  }

  async use<T>(
    work: (link: Crawl4aiLink) => Promise<T>,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<T> {
    await this.#greet(signal);
    return work(this.#link);
  }

  async close(): Promise<void> {}

  async #greet(signal: AbortSignal): Promise<void> {
    if (Date.now() - this.#seenAt < SEEN_MS) return;
    this.#version = await readVersion(this.#link, signal);
    this.#seenAt = Date.now();
  }
}
