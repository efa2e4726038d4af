import type { FileHandle } from 'node:fs/promises';
import { Failure } from '../failure.ts';
import { findFrameKey, MAGIC, readHeader, readHeaderLength } from './backup-header.ts';
import type { BackupHeader, BackupOpener } from './backup-header.ts';
import { damagedBackup, readFrameHead, sealOf, TAG_BYTES } from './sealed-frames.ts';

const START = MAGIC.length + 4;

/** What stands before the first frame. */
export async function openSealed(handle: FileHandle): Promise<{ header: BackupHeader; bytes: Buffer }> {
  const start = Buffer.alloc(START);
  // A file shorter than that leaves zeros, which are no backup either.
  await handle.read(start, 0, START, 0);
  const length = readHeaderLength(start);
  const json = await readAt(handle, START, length);
  return { header: readHeader(json), bytes: Buffer.concat([start, json]) };
}

/**
 * The content of a backup, payload by payload, each checked before it is handed on. Throws `forbidden` for a wrong or
 * missing passphrase, `data-damaged` for a file that was changed or cut off.
 */
export async function* readSealed(handle: FileHandle, opener: BackupOpener): AsyncGenerator<Buffer> {
  const { header, bytes } = await openSealed(handle);
  const seal = sealOf(bytes, await findFrameKey(header, opener));
  let at = bytes.length;
  for (let number = 0; ; number += 1) {
    const { payloadBytes, last } = readFrameHead(await readAt(handle, at, 4));
    yield seal.open(number, last, await readAt(handle, at + 4, payloadBytes + TAG_BYTES));
    at += 4 + payloadBytes + TAG_BYTES;
    if (last) break;
  }
  if ((await handle.stat()).size !== at) throw damagedBackup();
}

async function readAt(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, at);
  if (bytesRead === length) return buffer;
  throw new Failure('data-damaged', 'The backup is cut off. Nothing was changed; use another one.');
}
