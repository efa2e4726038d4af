// What a backup's frames carry once they are decompressed (zstd): 4 bytes length, a manifest in JSON, then the bytes of
// its files one after the other.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { Failure } from '../failure.ts';
import { damagedBackup } from './sealed-frames.ts';
import { takeBytes } from './take-bytes.ts';
import type { ByteTaker } from './take-bytes.ts';

const tableHash = z.object({ rows: z.int().min(0), hash: z.string() });
const packedFile = z.object({
  name: z.enum(['pages.db', 'index.db']),
  bytes: z.int().min(0),
  sha256: z.string(),
});
type PackedFile = z.infer<typeof packedFile>;

/** What is in a backup. `files` stand in their order; `tables` are those of `pages.db`, by their rows. */
const backupManifest = z.object({
  schema: z.int().min(0),
  pages: z.int().min(0),
  tables: z.record(z.string(), tableHash),
  files: z.array(packedFile).max(2),
});
export type BackupManifest = z.infer<typeof backupManifest>;

const LARGEST_MANIFEST = 1024 * 1024;

/** The content of a backup of these files, of which `facts` are true. */
export async function* packContent(
  facts: Omit<BackupManifest, 'files'>,
  files: readonly string[],
): AsyncGenerator<Buffer> {
  const json = Buffer.from(JSON.stringify({ ...facts, files: await Promise.all(files.map(describeFile)) }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  yield Buffer.concat([length, json]);
  for (const file of files) yield* createReadStream(file) as AsyncIterable<Buffer>;
}

/**
 * Reads a backup's content to its end and compares it with its manifest; with a folder, its files are written there,
 * readable by their owner alone. Throws `data-damaged`.
 */
export async function unpackContent(
  content: AsyncIterable<Buffer>,
  folder: string | null,
): Promise<BackupManifest> {
  const bytes = takeBytes(content);
  const manifest = await readManifest(bytes);
  for (const file of manifest.files) await unpackFile(bytes, file, folder);
  if ((await bytes.take(1)).length > 0) throw damagedBackup();
  return manifest;
}

async function readManifest(bytes: ByteTaker): Promise<BackupManifest> {
  const head = await bytes.take(4);
  const length = head.length === 4 ? head.readUInt32BE() : LARGEST_MANIFEST + 1;
  if (length > LARGEST_MANIFEST) throw damagedBackup();
  try {
    return backupManifest.parse(JSON.parse((await bytes.take(length)).toString('utf8')));
  } catch (cause) {
    throw cause instanceof Failure ? cause : damagedBackup(cause);
  }
}

async function unpackFile(
  bytes: ByteTaker,
  { name, bytes: size, sha256 }: PackedFile,
  folder: string | null,
): Promise<void> {
  const hash = createHash('sha256');
  const handle = folder === null ? null : await open(join(folder, name), 'wx', 0o600);
  let read = 0;
  try {
    for await (const part of bytes.pour(size)) {
      hash.update(part);
      read += part.length;
      await handle?.writeFile(part);
    }
    await handle?.sync();
  } finally {
    await handle?.close();
  }
  if (read !== size || hash.digest('hex') !== sha256) throw damagedBackup();
}

async function describeFile(file: string): Promise<PackedFile> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const name = basename(file) === 'pages.db' ? 'pages.db' : 'index.db';
  return { name, bytes: (await stat(file)).size, sha256: hash.digest('hex') };
}
