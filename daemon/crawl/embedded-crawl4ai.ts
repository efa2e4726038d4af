import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure.ts';
import { openCheckingProxy } from '../security/checking-proxy.ts';
import { untilAborted } from '../security/until-aborted.ts';
import { startBridge } from './crawl4ai-bridge.ts';
import type { Crawl4aiBridge } from './crawl4ai-bridge.ts';
import { Crawl4aiHome } from './crawl4ai-home.ts';
import type { Crawl4aiLink } from './crawl4ai-link.ts';
import type { Crawl4ai, Crawl4aiState } from './crawl4ai.ts';

/** Without work for so long it is ended; its browser goes earlier, by itself. */
const IDLE_MS = 5 * 60_000;
/** A process that is ending has ended after this. */
const END_MS = 1_000;
/** Where it could not be set up, it is tried again after this. */
const SULK_MS = 10 * 60_000;

export interface EmbeddedSetup {
  /** Where it lives; made when it is needed. */
  readonly folder: string;
  /** Path of a browser, looked for when one is needed; null: there is none. */
  readonly findChromium: () => string | null;
  /** Internal `host[:port]`s that may be reached all the same. */
  readonly allowHosts: readonly string[];
  /** Gets lines for the log. */
  readonly report: (line: string) => void;
  /** @default 5 minutes */
  readonly idleMs?: number;
}

/** The Crawl4AI library in a Python of its own: set up on first need, started on demand, ended when idle and with the daemon. */
export class EmbeddedCrawl4ai implements Crawl4ai {
  readonly mode = 'embedded';
  readonly #setup: EmbeddedSetup;
  readonly #home: Crawl4aiHome;
  readonly #closing = new AbortController();
  #installing: Promise<void> | null = null;
  #failed: { readonly failure: Failure; readonly at: number } | null = null;
  #starting: Promise<Crawl4aiBridge> | null = null;
  #version: string | null = null;
  #users = 0;
  #idle: NodeJS.Timeout | null = null;

  constructor(setup: EmbeddedSetup) {
    this.#setup = setup;
    this.#home = new Crawl4aiHome(setup.folder);
  }

  async state(): Promise<Crawl4aiState> {
    const ready = this.#setup.findChromium() !== null && (await this.#home.isInstalled());
    return { mode: this.mode, ready, running: this.#starting !== null, version: this.#version };
  }

  async use<T>(
    work: (link: Crawl4aiLink) => Promise<T>,
    wait: { readonly patient: boolean; readonly signal: AbortSignal },
  ): Promise<T> {
    this.#users++;
    if (this.#idle !== null) clearTimeout(this.#idle);
    try {
      const bridge = await this.#start(wait);
      try {
        return await work(bridge.link);
      } catch (error) {
        // A connection that breaks is the first that is heard of a process that ended.
        if (!(error instanceof Failure)) await Promise.race([bridge.gone, sleep(END_MS)]);
        throw error;
      }
    } finally {
      this.#users--;
      if (this.#users === 0) {
        this.#idle = setTimeout(() => void this.#stop(), this.#setup.idleMs ?? IDLE_MS);
        this.#idle.unref();
      }
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    if (this.#idle !== null) clearTimeout(this.#idle);
    await Promise.all([this.#installing?.catch(() => undefined), this.#stop()]);
  }

  async #start({
    patient,
    signal,
  }: {
    readonly patient: boolean;
    readonly signal: AbortSignal;
  }): Promise<Crawl4aiBridge> {
    if (this.#closing.signal.aborted) throw new Failure('not-ready', 'Pagekeep is stopping.');
    const chromium = this.#setup.findChromium();
    if (chromium === null) {
      throw new Failure(
        'not-ready',
        'Crawl4AI needs a browser: install Chromium, or name one in PAGEKEEP_CHROMIUM.',
      );
    }
    if (!(await this.#home.isInstalled())) {
      const installed = this.#install();
      if (patient) await untilAborted(installed, signal);
      else {
        installed.catch(() => undefined);
        if (this.#installing !== null) {
          throw new Failure('not-ready', 'Crawl4AI is being set up; ask again in a minute or two.');
        }
        await installed;
      }
    }
    this.#starting ??= this.#open(chromium);
    return untilAborted(this.#starting, signal);
  }

  /** Once for all who wait; what went wrong is not tried again at once. */
  #install(): Promise<void> {
    const { report } = this.#setup;
    if (this.#failed !== null && Date.now() - this.#failed.at < SULK_MS)
      return Promise.reject(this.#failed.failure);
    this.#installing ??= this.#home
      .install((line) => report(line), this.#closing.signal)
      .catch((error: unknown) => {
        if (!(error instanceof Failure)) throw error;
        report(`${error.message} ${error.cause instanceof Error ? error.cause.message : ''}`);
        const failure = new Failure('not-ready', error.message, { cause: error });
        this.#failed = { failure, at: Date.now() };
        throw failure;
      })
      .finally(() => (this.#installing = null));
    return this.#installing;
  }

  async #open(chromium: string): Promise<Crawl4aiBridge> {
    const { allowHosts, folder, report } = this.#setup;
    const proxy = await openCheckingProxy({ allowHosts });
    try {
      const bridge = await startBridge({
        python: this.#home.python,
        chromium,
        proxy: proxy.url,
        scratch: join(folder, 'scratch'),
        report,
      });
      this.#version = bridge.version;
      void bridge.gone.then(() => {
        this.#starting = null;
        return proxy.close();
      });
      return bridge;
    } catch (error) {
      this.#starting = null;
      await proxy.close();
      throw error;
    }
  }

  async #stop(): Promise<void> {
    const bridge = await this.#starting?.catch(() => null);
    await bridge?.stop();
  }
}
