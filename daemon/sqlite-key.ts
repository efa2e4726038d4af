import { closeSync, openSync, readSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';

/** What the databases of a memory with a passphrase are encrypted with. */
export interface SqliteKey {
  /** Every database that is made in it, or below, is encrypted. */
  readonly folder: string;
  /** 16 bytes; each of those databases begins with them. */
  readonly salt: Uint8Array;
  /** 32 bytes, shared by all threads: wiped in one, they are gone in all. */
  readonly secret: Uint8Array;
}

const SALT_BYTES = 16;
const NAME = 'pagekeep:sqlite-key';
const HEX = Buffer.from('0123456789abcdef');

/** Copies a secret to where all threads see it. The original is wiped. */
export function shareSecret(secret: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(secret.length));
  shared.set(secret);
  secret.fill(0);
  return shared;
}

/** From now on databases are opened with this key, here and in every thread that begins later; null wipes the one before. */
export function holdSqliteKey(key: SqliteKey | null): void {
  const before = sqliteKey();
  if (before !== null && before.secret !== key?.secret) before.secret.fill(0);
  setEnvironmentData(NAME, key ?? undefined);
}

/** The key in use; null: no memory is encrypted here. */
export function sqliteKey(): SqliteKey | null {
  return (getEnvironmentData(NAME) as SqliteKey | undefined) ?? null;
}

/** The key of a database, whether it is there or about to be made; null: it is in clear, or of another key. */
export function keyOf(file: string): SqliteKey | null {
  const key = sqliteKey();
  if (key === null || file === ':memory:') return null;
  const start = startOf(file);
  if (start.length > 0) return start.equals(key.salt) ? key : null;
  return resolve(file).startsWith(resolve(key.folder) + sep) ? key : null;
}

/** The first bytes of a file, by which an encrypted database is known: those of its salt. None where there is no file. */
export function startOf(file: string): Buffer {
  const start = Buffer.alloc(SALT_BYTES);
  try {
    const descriptor = openSync(file, 'r');
    try {
      return start.subarray(0, readSync(descriptor, start, 0, SALT_BYTES, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return start.subarray(0, 0);
  }
}

/** The key as SQLite3 Multiple Ciphers takes one that is stretched already. To be wiped after use. */
export function keyPhrase({ secret, salt }: SqliteKey): Buffer {
  const bytes = [...secret, ...salt].flatMap((byte) => [HEX[byte >> 4] ?? 0, HEX[byte & 15] ?? 0]);
  return Buffer.from([...Buffer.from('raw:'), ...bytes]);
}
