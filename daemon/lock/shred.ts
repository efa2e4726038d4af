import { chmod, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const PART_BYTES = 1 << 20;

/**
 * Overwrites a file, or all files of a folder, before it is removed; one that has another name only loses this one. Where a disk or its file system writes elsewhere than
 * over the old place (SSDs, copy on write, snapshots), what was there may still be found by whoever reads the bare disk.
 */
export async function shred(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found === null) return;
  if (found.isDirectory()) {
    for (const name of await readdir(path)) await shred(join(path, name));
  } else if (found.nlink === 1) await overwrite(path, found.size);
  await rm(path, { recursive: true, force: true });
}

async function overwrite(path: string, bytes: number): Promise<void> {
  // A backup may have been made read-only; where its owner cannot change that, its name goes all the same.
  await chmod(path, 0o600).catch(() => undefined);
  const handle = await open(path, 'r+').catch(() => null);
  if (handle === null) return;
  try {
    const zeros = Buffer.alloc(PART_BYTES);
    for (let at = 0; at < bytes; at += PART_BYTES)
      await handle.write(zeros, 0, Math.min(PART_BYTES, bytes - at), at);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
