import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../seeded-random.ts';
import { checkMemory } from './check-memory.ts';
import { compareWithRebuild } from './compare-with-rebuild.ts';
import { withCopy } from './copy-memory.ts';
import { startCrashableDaemon } from './crashable-daemon.ts';
import type { CrashableDaemon } from './crashable-daemon.ts';
import { openInventedSite } from './invented-site.ts';
import { Ledger } from './ledger.ts';
import { doSomething } from './work-at-random.ts';
import type { Refusal, Work } from './work-at-random.ts';

/** Things done at the same time. */
const CLIENTS = 4;
/** A daemon lives until so many things were acknowledged, at most, and then a moment. */
const MOST_ACKNOWLEDGED = 16;
/** Nothing may hang so long. */
const LONGEST_LIFE_MS = 30_000;
const MOMENT_MS = 40;

/** What a campaign of crashes saw. */
export interface CrashReport {
  readonly cycles: number;
  readonly acknowledged: number;
  /** Begun, and cut off before an answer came. */
  readonly cutOff: number;
  /** Refused, with a sentence. */
  readonly refused: number;
  /** Anything lost, resurrected, halved or unable to start, in sentences. */
  readonly faults: readonly string[];
}

/** Hears of a campaign while it runs: one that is cut off has told what it found. */
export interface Onlooker {
  onCycle?(cycle: number): void;
  onFault?(fault: string): void;
}

/** One memory that is crashed again and again, and what was acknowledged of it. */
export class Campaign {
  /** The memory's own folder, and one beside it for what the shim writes down. */
  readonly folder: string;
  readonly notes: string;
  readonly random: () => number;
  readonly ledger = new Ledger();
  readonly faults: string[] = [];
  work: Work;
  /** Where the campaign is, in words. */
  when = 'at the start';
  readonly #onlooker: Onlooker;
  #daemon: CrashableDaemon | null = null;
  readonly #known = new Set<string>();
  readonly #root = mkdtempSync(join(tmpdir(), 'pagekeep-crash-'));
  #version = 0;
  #cutOff = 0;
  #refused = 0;

  /** `onRefusal` answers what is wrong about a refusal, or null where it was to be expected. */
  constructor(
    seed: number,
    onlooker: Onlooker = {},
    onRefusal: (refusal: Refusal) => string | null = sayRefusal,
  ) {
    this.#onlooker = onlooker;
    this.folder = join(this.#root, 'memory');
    this.notes = join(this.#root, 'notes');
    for (const folder of [this.folder, this.notes]) mkdirSync(folder);
    this.random = seededRandom(seed);
    this.work = {
      ledger: this.ledger,
      random: this.random,
      site: null,
      nextVersion: () => (this.#version += 1),
      onRefusal: (refusal) => {
        this.#refused += 1;
        const fault = onRefusal(refusal);
        if (fault !== null) this.blame(fault);
      },
    };
  }

  /** Notes a fault; one that lasts is told once. */
  blame(fault: string): void {
    if (this.#known.has(fault)) return;
    this.#known.add(fault);
    const told = `${this.when}: ${fault}`;
    this.faults.push(told);
    this.#onlooker.onFault?.(told);
  }

  /** Starts a daemon on the memory, which ends with the campaign at the latest. */
  start(env: Readonly<Record<string, string>> = {}): CrashableDaemon {
    this.#daemon = startCrashableDaemon(this.folder, env);
    return this.#daemon;
  }

  /** Goes through so many cycles, and closes. One that fails, by a start that does not succeed for one, is a fault and the last. */
  async goThrough(cycles: number, work: (cycle: number) => Promise<void>): Promise<CrashReport> {
    let done = 0;
    try {
      for (; done < cycles; done += 1) {
        this.when = `cycle ${done + 1}`;
        await work(done + 1);
        this.#onlooker.onCycle?.(done + 1);
      }
    } catch (error) {
      this.blame(String(error));
    } finally {
      await this.close();
    }
    return this.report(done);
  }

  /** Waits until a started daemon has settled, and notes what is wrong with its memory. */
  async check(daemon: CrashableDaemon): Promise<void> {
    await daemon.settled();
    if (this.work.site !== null) await this.#crawled(daemon);
    await daemon.call('sync');
    this.#cutOff += this.ledger.unheard().length;
    const seen = await withCopy(this.folder, async (store, indexFile) => [
      ...(await checkMemory(store, this.ledger)),
      ...(await compareWithRebuild(store, indexFile)),
    ]);
    for (const fault of seen) this.blame(fault);
  }

  /** Opens a site to be crawled; answers the environment of a daemon that may. */
  async openSite(): Promise<Record<string, string>> {
    const site = await openInventedSite();
    this.work = { ...this.work, site };
    return { PAGEKEEP_ALLOW_HOSTS: site.host };
  }

  /** Waits for the jobs that a start takes up again. */
  async #crawled(daemon: CrashableDaemon): Promise<void> {
    let since = { now: '', at: 0 };
    for (;;) {
      const { jobs } = await daemon.call('jobs', { limit: 100 });
      const failed = jobs.filter(({ state }) => state === 'failed' || state === 'cancelled');
      for (const { state, job_id } of failed) this.blame(`job ${job_id} is ${state}`);
      const open = jobs.filter(({ state }) => state === 'waiting' || state === 'running');
      if (open.length === 0) break;
      const now = open
        .map(({ job_id, state, notice, progress: { waiting, running, done } }) =>
          JSON.stringify({ job_id, state, notice, waiting, running, done }),
        )
        .join(', ');
      if (now !== since.now) since = { now, at: performance.now() };
      else if (performance.now() - since.at > LONGEST_LIFE_MS)
        throw new Error(`A crawl was not taken up again, or has no end: ${now}; ${daemon.printed()}`);
      await sleep(20);
    }
    await daemon.settled();
  }

  /** Lets several clients work at random until a random moment, and kills the daemon there (-9). */
  async workUntilKilled(daemon: CrashableDaemon): Promise<void> {
    const clients = Array.from({ length: CLIENTS }, async () => {
      while (await doSomething(daemon, this.work));
    });
    const enough = this.ledger.acknowledged + Math.floor(this.random() * MOST_ACKNOWLEDGED);
    const deadline = performance.now() + LONGEST_LIFE_MS;
    while (this.ledger.acknowledged < enough && performance.now() < deadline) await sleep(2);
    await sleep(this.random() * MOMENT_MS);
    await daemon.kill();
    await Promise.all(clients);
  }

  report(cycles: number): CrashReport {
    const { acknowledged } = this.ledger;
    return { cycles, acknowledged, cutOff: this.#cutOff, refused: this.#refused, faults: this.faults };
  }

  async close(): Promise<void> {
    await this.#daemon?.kill();
    await this.work.site?.close();
    rmSync(this.#root, { recursive: true, force: true });
  }
}

function sayRefusal({ what, failure }: Refusal): string {
  return `${what} was refused: ${failure.message}`;
}
