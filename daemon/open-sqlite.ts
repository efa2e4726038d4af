import Database from 'better-sqlite3';
import { createRequire } from 'node:module';
import { keyOf, keyPhrase, sqliteKey } from './sqlite-key.ts';
import type { SqliteKey } from './sqlite-key.ts';

const require = createRequire(import.meta.url);

interface CipherDatabase extends Database.Database {
  key(phrase: Buffer): number;
}

/**
 * Opens a database, an image of one, or a new one. Where a memory is encrypted every database of this process is opened by
 * the cipher build, those in clear too: sqlite-vec is one library for the whole process and calls back whichever build
 * loaded it last, which ends the process where that is not its own.
 */
export function openSqlite(source: string | Buffer, options: Database.Options = {}): Database.Database {
  if (sqliteKey() === null) return new Database(source, options);
  return openCipher(source, typeof source === 'string' ? keyOf(source) : null, options);
}

/**
 * Opens a database with a key of its own, or with null one in clear that is to be copied under a key. Nobody else in this
 * process may have it open by `new Database`: each of the two builds would drop the file locks of the other (POSIX).
 */
export function openCipher(
  source: string | Buffer,
  key: SqliteKey | null,
  options: Database.Options = {},
): Database.Database {
  const database = new (loadCipher())(source, options);
  if (key !== null) {
    const phrase = keyPhrase(key);
    database.key(phrase);
    phrase.fill(0);
  }
  // What SQLite puts aside while it sorts and rewrites is not encrypted.
  database.pragma('temp_store = MEMORY');
  return database;
}

function loadCipher(): new (source: string | Buffer, options: Database.Options) => CipherDatabase {
  const cipher = require('better-sqlite3-multiple-ciphers');
  // Both builds throw the same to whoever asks by `instanceof`.
  Object.setPrototypeOf(cipher.SqliteError.prototype, Database.SqliteError.prototype);
  return cipher;
}
