import { setTimeout as sleep } from 'node:timers/promises';
import type { LockState, PassphraseChange } from '../../shared/contract/lock-endpoints.ts';
import { Failure } from '../failure.ts';
import { holdSqliteKey, shareSecret, sqliteKey } from '../sqlite-key.ts';
import type { SqliteKey } from '../sqlite-key.ts';
import type { NextLock } from './convert-memory.ts';
import { orderConversion } from './order-conversion.ts';
import type { PassphraseFile } from './passphrase-file.ts';
import { findKey, makeKey } from './passphrase-key.ts';
import { settleMemory } from './settle-memory.ts';

/** An open memory with all that works on it. */
export interface OpenMemory {
  /** Begins what goes on by itself; nobody waits for it. */
  begin(): void;
  /** Lets go of work that goes on by itself; what is asked is still answered. */
  rest(): Promise<void>;
  /** Writes what waits and frees everything. */
  close(): Promise<void>;
}

/** Running requests may go on so long before the memory is closed under them, in milliseconds. */
const GRACE_MS = 4_000;
/** On top of the half second that a guess takes anyway. */
const WRONG_MS = 1_000;

const CHANGING =
  'The memory is being written anew because its passphrase changes. Ask again when that is done.';

/** What everybody hears while a memory is locked. */
function lockedFailure(): Failure {
  return new Failure('locked', 'The memory is locked. Unlock it on its computer: pagekeep memory unlock');
}

/** Stands before a memory that may have a passphrase: opens it, shuts it, and changes what it is encrypted with. One thing at a time. */
export class MemoryLock<Memory extends OpenMemory> {
  readonly #dataDir: string;
  readonly #openMemory: () => Promise<Memory>;
  readonly #asked = new Set<Promise<unknown>>();
  #passphrase: PassphraseFile | null = null;
  #memory: Memory | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #isChanging = false;
  #isClosed = false;

  /** `open` opens the memory in `dataDir`, which the caller holds; it is called anew after each unlocking. */
  constructor(dataDir: string, open: () => Promise<Memory>) {
    this.#dataDir = dataDir;
    this.#openMemory = open;
  }

  /** Ends what was cut off, and opens a memory that has no passphrase. */
  async start(): Promise<void> {
    this.#passphrase = await settleMemory(this.#dataDir);
    if (this.#passphrase === null) this.#memory = await this.#openMemory();
  }

  /** The memory while it is open. */
  get memory(): Memory | null {
    return this.#memory;
  }

  get state(): LockState {
    const has_passphrase = this.#passphrase !== null;
    return { has_passphrase, locked: has_passphrase && this.#memory === null };
  }

  /** Why nobody can be answered now; null: the memory is open. */
  get refusal(): Failure | null {
    if (this.#memory !== null) return null;
    return this.#isChanging ? new Failure('not-ready', CHANGING) : lockedFailure();
  }

  /** Does something with the open memory, which stays open meanwhile, for a grace at least. Throws `locked`, or `not-ready` while the passphrase changes. */
  async ask<T>(work: (memory: Memory) => Promise<T>): Promise<T> {
    const memory = this.#memory;
    if (memory === null) throw this.refusal ?? lockedFailure();
    const answer = work(memory);
    this.#asked.add(answer);
    try {
      return await answer;
    } finally {
      this.#asked.delete(answer);
    }
  }

  /** Opens the memory; an open one stays as it is. Throws `forbidden` for a wrong passphrase, late. */
  unlock(passphrase: string): Promise<LockState> {
    return this.#inTurn(async () => {
      if (this.#memory === null && this.#passphrase !== null) {
        await this.#openWith(await this.#findKey(passphrase, this.#passphrase));
      }
      return this.state;
    });
  }

  /** Closes the memory and wipes its key. Throws `conflict` where it has no passphrase. */
  lock(): Promise<LockState> {
    return this.#inTurn(async () => {
      if (this.#passphrase === null) {
        throw new Failure(
          'conflict',
          'This memory has no passphrase, so it cannot be locked. Give it one: pagekeep memory passphrase',
        );
      }
      await this.#shut();
      return this.state;
    });
  }

  /** Writes the open memory anew under another passphrase, or in clear with null. Throws `forbidden` where `current` is not the present one. */
  change(current: string | null, passphrase: string | null): Promise<PassphraseChange> {
    return this.#inTurn(async () => {
      if (this.#memory === null) throw lockedFailure();
      const began = performance.now();
      await this.#requireCurrent(current);
      if (this.#passphrase === null && passphrase === null)
        throw new Failure('conflict', 'This memory has no passphrase.');
      const next = passphrase === null ? null : await this.#makeNext(passphrase);
      this.#isChanging = true;
      try {
        const { pages, clear } = await this.#convert(next);
        const took_ms = Math.round(performance.now() - began);
        const left = clear.filter((path) => this.#passphrase?.clear.includes(path));
        const removed = clear.filter((path) => !left.includes(path));
        return { has_passphrase: next !== null, pages, took_ms, removed, left };
      } finally {
        this.#isChanging = false;
      }
    });
  }

  /** Lets go of work that goes on by itself. */
  async rest(): Promise<void> {
    await this.#memory?.rest();
  }

  /** Closes the memory for good. */
  close(): Promise<void> {
    this.#isClosed = true;
    return this.#inTurn(() => this.#shut());
  }

  /** `clear` is what lay beside the memory in clear as it got its passphrase, or was left of that. */
  async #convert(next: NextLock | null): Promise<{ pages: number; clear: readonly string[] }> {
    const before = sqliteKey();
    try {
      await this.#close();
      // A backup that was being made may have come until now.
      const clear = next === null ? [] : (this.#passphrase?.clear ?? (await this.#listClear()));
      const order = next === null ? null : { ...next, file: { ...next.file, clear } };
      return { pages: await orderConversion({ dataDir: this.#dataDir, next: order }), clear };
    } finally {
      // However it ended, the memory is opened as it now is.
      this.#passphrase = await settleMemory(this.#dataDir);
      await this.#openWith(this.#passphrase?.salt === next?.file.salt ? (next?.key ?? null) : before);
    }
  }

  async #openWith(key: SqliteKey | null): Promise<void> {
    holdSqliteKey(key);
    try {
      if (this.#isClosed) return;
      this.#memory = await this.#openMemory();
      this.#memory.begin();
    } catch (error) {
      holdSqliteKey(null);
      throw error;
    }
  }

  /** However closing ends, the key is gone. */
  async #shut(): Promise<void> {
    try {
      await this.#close();
    } finally {
      holdSqliteKey(null);
    }
  }

  async #close(): Promise<void> {
    const memory = this.#memory;
    this.#memory = null;
    if (memory === null) return;
    try {
      await memory.rest();
      const asked = Promise.allSettled(this.#asked);
      await Promise.race([asked, sleep(GRACE_MS, undefined, { ref: false })]);
    } finally {
      await memory.close();
    }
  }

  async #requireCurrent(current: string | null): Promise<void> {
    if (this.#passphrase === null) return;
    if (current === null)
      throw new Failure('forbidden', 'The present passphrase is needed too. Nothing was changed.');
    const { secret } = await this.#findKey(current, this.#passphrase);
    secret.fill(0);
  }

  async #findKey(passphrase: string, file: PassphraseFile): Promise<SqliteKey> {
    try {
      return this.#keyFrom(await findKey(passphrase, file, 'memory'), file.salt);
    } catch (error) {
      await sleep(WRONG_MS);
      throw error;
    }
  }

  async #makeNext(passphrase: string): Promise<NextLock> {
    const { key, derivation } = await makeKey(passphrase);
    return { key: this.#keyFrom(key, derivation.salt), file: { ...derivation, clear: [] } };
  }

  async #listClear(): Promise<string[]> {
    // A start has no time for it.
    const { listClearCopies } = await import('./clear-copies.ts');
    return listClearCopies(this.#dataDir);
  }

  #keyFrom(secret: Buffer, salt: string): SqliteKey {
    return { folder: this.#dataDir, salt: Buffer.from(salt, 'base64'), secret: shareSecret(secret) };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
