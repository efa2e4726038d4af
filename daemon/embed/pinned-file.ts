import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Failure } from '../failure.ts';
import type { PinnedFile } from './pinned-model.ts';

/** Says whether the file at `path` is absent, the pinned one, or another. */
export async function checkPinned(path: string, pinned: PinnedFile): Promise<'absent' | 'right' | 'wrong'> {
  const found = await stat(path).catch(() => null);
  if (found === null) return 'absent';
  if (found.size !== pinned.bytes) return 'wrong';
  return (await hashFile(path)) === pinned.sha256 ? 'right' : 'wrong';
}

/** SHA-256 of a file, in hexadecimal. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/** Moves a fetched file into `folder` under its name if it is the pinned one; else keeps it there as `….wrong` and throws `data-damaged`. */
export async function acceptPinned(part: string, folder: string, pinned: PinnedFile): Promise<void> {
  const state = await checkPinned(part, pinned);
  if (state === 'absent') throw new Failure('fetch-failed', `${pinned.name} did not arrive.`);
  if (state === 'right') {
    await rename(part, join(folder, pinned.name));
    return;
  }
  const aside = `${pinned.name}.wrong`;
  await rename(part, join(folder, aside));
  throw new Failure(
    'data-damaged',
    `${pinned.name} is not the expected file (its SHA-256 differs); it was kept aside as ${aside}.`,
  );
}
