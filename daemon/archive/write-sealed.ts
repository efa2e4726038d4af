import { open } from 'node:fs/promises';
import { FRAME_BYTES, frameHead, sealOf } from './sealed-frames.ts';
import { writeHeader } from './backup-header.ts';
import type { BackupLock } from './backup-header.ts';

/** Writes a backup's file anew, readable by its owner alone; it is on disk when the promise resolves. `content` is what the frames carry. */
export async function writeSealed(
  file: string,
  content: AsyncIterable<Buffer>,
  { created_at, lock }: { readonly created_at: string; readonly lock: BackupLock },
): Promise<void> {
  const header = await writeHeader(created_at, lock);
  const seal = sealOf(header.bytes, header.key);
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(header.bytes);
    let number = 0;
    for await (const { payload, last } of inFrames(content)) {
      await handle.writeFile(
        Buffer.concat([frameHead(payload.length, last), seal.close(number, last, payload)]),
      );
      number += 1;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Cuts a stream into payloads of one size; only the last may be shorter, and there always is a last one. */
async function* inFrames(content: AsyncIterable<Buffer>): AsyncGenerator<{ payload: Buffer; last: boolean }> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes <= FRAME_BYTES) continue;
    let rest = Buffer.concat(waiting, bytes);
    // What fills a frame exactly may be the last one, so one more byte is waited for.
    for (; rest.length > FRAME_BYTES; rest = rest.subarray(FRAME_BYTES)) {
      yield { payload: rest.subarray(0, FRAME_BYTES), last: false };
    }
    waiting = [rest];
    bytes = rest.length;
  }
  yield { payload: Buffer.concat(waiting, bytes), last: true };
}
