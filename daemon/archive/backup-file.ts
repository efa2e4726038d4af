import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { packContent, unpackContent } from './backup-content.ts';
import type { BackupManifest } from './backup-content.ts';
import type { BackupLock, BackupOpener } from './backup-header.ts';
import { readSealed } from './read-sealed.ts';
import { damagedBackup } from './sealed-frames.ts';
import { writeSealed } from './write-sealed.ts';

/** Writes a backup of these files; it is on disk, as a whole, when the promise resolves. */
export async function writeBackup(
  file: string,
  facts: Omit<BackupManifest, 'files'>,
  parts: readonly string[],
  seal: { readonly created_at: string; readonly lock: BackupLock },
): Promise<void> {
  await pipeline(packContent(facts, parts), createZstdCompress(), (compressed: AsyncIterable<Buffer>) =>
    writeSealed(file, compressed, seal),
  );
}

/**
 * Reads a backup to its end, each byte of it checked, and writes its files into a folder, or nowhere with null. Throws
 * `bad-input` for a file that is none, `forbidden` without its passphrase, `data-damaged`, `data-newer`.
 */
export async function readBackup(
  file: string,
  opener: BackupOpener,
  folder: string | null,
): Promise<BackupManifest> {
  const handle = await open(file, 'r');
  try {
    return await pipeline(
      readSealed(handle, opener),
      createZstdDecompress(),
      (content: AsyncIterable<Buffer>) => unpackContent(content, folder),
    );
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('ZSTD'))) throw error;
    throw damagedBackup(error);
  } finally {
    await handle.close();
  }
}
