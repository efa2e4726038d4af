import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SyncMetrics } from '../../shared/contract/stats.ts';
import { Failure } from '../failure.ts';
import { sqliteFailure } from '../sqlite-failure.ts';
import type { DiskFile } from './disk-copy.ts';
import type { IndexDatabase } from './index-database.ts';
import { mergeWords, needsMerge } from './merge-words.ts';
import type { IndexSeal } from './index-seal.ts';
import type { RecordChange } from './write-change.ts';
import type { IndexOptions } from './search-index.ts';
import { commitSlices, takeSlice, undoSlices } from './sync-slice.ts';
import { countPending } from './track-changes.ts';
import type { TrackedTable } from './track-changes.ts';
import { sayOddTable } from './virtual-tables.ts';

/** A slice aims below the 10 ms that a search may wait for it. */
const SLICE_TARGET_MS = 6;
const LARGEST_SLICE = 256;

/** Batches of vectors that end so close together are copied together, in milliseconds: pages may be on their way among them. */
const SOON_MS = 50;

/** Changes per transaction on disk: flushing is what costs, so it is done rarely. */
const COMMIT_EVERY = 4000;

/** The index that is searched, and its file; null: it is the file itself, and there is nothing to copy. */
interface SyncHome extends IndexDatabase {
  readonly disk: DiskFile | null;
  /** Writes the file anew from what is searched. */
  rewriteFile(): Promise<void>;
}

/**
 * Keeps the disk copy in step: some time after the last change, from time to time, and when asked. This thread only reads
 * what changed, a slice at a time, and answers between them; another waits for the disk.
 */
export class IndexSync {
  readonly #live: IndexDatabase;
  readonly #home: SyncHome;
  readonly #options: IndexOptions;
  readonly #seal: IndexSeal;
  readonly #period: NodeJS.Timeout;
  #idle: NodeJS.Timeout | undefined;
  #soon: NodeJS.Timeout | null = null;
  #running: Promise<void> = Promise.resolve();
  #slice = 16;
  #closing = false;
  /** Why nothing is copied at all; null: nothing stands against it. */
  readonly #fault: string | null;
  readonly #tables = new Map<TrackedTable, number>();
  #totals = { total_syncs: 0, total_records_synced: 0, failed_syncs: 0 };
  #last: { time: string; duration: number } | null = null;

  constructor(home: SyncHome, options: IndexOptions, seal: IndexSeal) {
    this.#live = home;
    this.#home = home;
    this.#fault = home.disk === null ? null : sayOddTable(home);
    this.#options = options;
    this.#seal = seal;
    this.#period = setInterval(() => void this.#quietly(), options.syncPeriodMs ?? 300_000);
    this.#startIdle();
  }

  /** Says that something is about to change: the idle clock starts anew. */
  noteChange(): void {
    this.#seal.break();
    this.#startIdle();
  }

  #startIdle(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.#whenIdle(), this.#options.syncIdleMs ?? 5000);
  }

  /** Copies what has changed soon, without anybody waiting for it. */
  soon(): void {
    this.#seal.break();
    this.#soon ??= setTimeout(() => {
      this.#soon = null;
      void this.#quietly();
    }, SOON_MS);
  }

  /** Copies what has changed so far, after a copying that is under way. Rejects when it fails; the changes then wait for the next. */
  run(): Promise<void> {
    return this.between(() => this.#copy());
  }

  /** Does something while no transaction is open on disk. */
  between<T>(work: () => T | Promise<T>): Promise<T> {
    const next = this.#running.then(work);
    this.#running = next.then(
      () => undefined,
      () => undefined,
    );
    return next;
  }

  /** Writes the file anew from what is searched, after a copying that is under way. */
  rewrite(): Promise<void> {
    this.#seal.break();
    return this.between(() => this.#rewrite());
  }

  metrics(): SyncMetrics {
    return {
      ...this.#totals,
      last_sync_time: this.#last?.time ?? null,
      last_sync_duration: this.#last?.duration ?? null,
      pending_changes: this.#pending(),
      tables: Object.fromEntries(this.#tables),
    };
  }

  /** Copies a last time and stops the clocks. */
  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    clearTimeout(this.#idle);
    if (this.#soon !== null) clearTimeout(this.#soon);
    clearInterval(this.#period);
    await this.#quietly();
    await this.#sealQuietly();
  }

  #pending(): number {
    return this.#home.disk === null ? 0 : countPending(this.#live);
  }

  /** A failure was logged and counted; the next clock tries again. */
  async #quietly(): Promise<void> {
    await this.run().catch(() => {
      if (!this.#closing) this.#startIdle();
    });
  }

  async #whenIdle(): Promise<void> {
    await this.#quietly();
    try {
      await this.#mergeAway();
    } catch (error) {
      this.#options.onSync?.(
        `forgotten words could not be merged away yet: ${sentence(error, this.#options)}`,
      );
      if (!this.#closing) this.#startIdle();
    }
    if (!this.#closing) await this.#sealQuietly();
  }

  /** Gives way to what is to be copied; the next idle moment goes on. */
  async #mergeAway(): Promise<void> {
    const { disk } = this.#home;
    const givesWay = () => this.#closing || this.#pending() > 0;
    if (!needsMerge(this.#live) || givesWay()) return;
    this.#seal.break();
    while (disk !== null && (await this.between(() => disk.mergeSome()))) if (givesWay()) return;
    for (const _ of mergeWords(this.#live)) {
      await nextTurn();
      if (givesWay()) return;
    }
  }

  /** Nothing may be written that is not on disk yet. */
  async #sealQuietly(): Promise<void> {
    if (this.#pending() > 0) return;
    // Without a seal the file is taken for whole, as after a crash.
    await this.between(() => this.#seal.close()).catch(() => undefined);
  }

  async #copy(): Promise<void> {
    const { disk } = this.#home;
    const changes = this.#pending();
    if (disk === null || changes === 0) return;
    if (this.#fault !== null) throw this.#stopped(this.#fault);
    this.#seal.break();
    const started = performance.now();
    let written = 0;
    try {
      while (written < changes)
        written += await this.#transaction(disk, Math.min(COMMIT_EVERY, changes - written));
    } catch (error) {
      await undoSlices(this.#live, disk);
      this.#totals.failed_syncs += 1;
      this.#options.onSync?.(
        `sync to disk failed, ${this.#pending()} changes wait: ${sentence(error, this.#options)}`,
      );
      const failure = sqliteFailure(error, this.#options.file);
      if (!(failure instanceof Failure) || failure.code !== 'data-damaged') throw failure;
      await this.#rewrite();
    } finally {
      this.#totals.total_records_synced += written;
    }
    const duration = Math.round(performance.now() - started);
    this.#totals.total_syncs += 1;
    this.#last = { time: new Date().toISOString(), duration };
    this.#options.onSync?.(`synced ${written} changes to disk in ${(duration / 1000).toFixed(2)} s`);
  }

  /** What is searched is whole where its file is not. */
  async #rewrite(): Promise<void> {
    await this.#home.rewriteFile();
    this.#options.onSync?.('index.db was damaged; it was written anew from memory');
  }

  #stopped(fault: string): Failure {
    this.#totals.failed_syncs += 1;
    this.#options.onSync?.(`sync to disk stopped, ${this.#pending()} changes wait: ${fault}`);
    return new Failure('data-damaged', `The index is not copied to disk: ${fault}`);
  }

  async #transaction(disk: DiskFile, changes: number): Promise<number> {
    let written = 0;
    while (written < changes) {
      const slice = this.#timedSlice();
      await disk.write(slice);
      written += slice.length;
    }
    await commitSlices(this.#live, disk);
    return written;
  }

  /** Fits the next slice to what this one took. */
  #timedSlice(): RecordChange[] {
    const started = performance.now();
    const slice = takeSlice(this.#live, this.#slice);
    const took = performance.now() - started;
    for (const { table } of slice) this.#tables.set(table, (this.#tables.get(table) ?? 0) + 1);
    this.#slice = Math.max(
      1,
      Math.min(LARGEST_SLICE, Math.round((this.#slice * SLICE_TARGET_MS) / Math.max(took, 0.1))),
    );
    return slice;
  }
}

function sentence(error: unknown, { file }: IndexOptions): string {
  const failure = sqliteFailure(error, file);
  return failure instanceof Failure ? failure.message : String(failure);
}
