import { chmodSync, existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { copySqlite } from '../copy-sqlite.ts';
import { openCipher } from '../open-sqlite.ts';
import { keyOf } from '../sqlite-key.ts';
import type { SqliteKey } from '../sqlite-key.ts';

/** Writes an image of the index to a file that is not there yet, encrypted where its memory is; it is on disk when the promise resolves. */
export async function writeImage(file: string, image: Buffer): Promise<void> {
  const key = keyOf(file);
  if (key === null) await writeFile(file, image, { mode: 0o600, flush: true });
  else copyIndexAs(image, null, file, key);
}

/** Copies an index that nobody has open, or an image of one, into a new file under another key; null: in clear. */
export function copyIndexAs(
  from: string | Buffer,
  own: SqliteKey | null,
  to: string,
  key: SqliteKey | null,
): void {
  const database = openCipher(from, own);
  try {
    copySqlite(database, to, key, () => undefined);
  } finally {
    database.close();
    if (existsSync(to)) chmodSync(to, 0o600);
  }
}
