import { createZstdDecompress } from 'node:zlib';
import { pipeline } from 'node:stream';
import { exportEnd, exportStart } from '../../shared/contract/archive.ts';
import type { ExportEnd, ImportedAddress } from '../../shared/contract/archive.ts';
import { LIMITS } from '../../shared/contract/limits.ts';
import { Failure } from '../failure.ts';
import { EXPORT_VERSION } from './export-version.ts';
import { readForeign } from './read-foreign.ts';
import { splitLines } from './split-lines.ts';

/** What stands in a file that somebody brings along, one after the other. */
export type ImportItem =
  | { readonly kind: 'start'; readonly model: string | null }
  /** A page of an export, not checked yet. */
  | { readonly kind: 'page'; readonly page: unknown; readonly bytes: number }
  /** A page saved with its HTML. */
  | { readonly kind: 'capture'; readonly url: string; readonly html: string; readonly captured_at?: string }
  | { readonly kind: 'address'; readonly address: ImportedAddress }
  /** A line that is none. */
  | { readonly kind: 'damaged'; readonly line: number }
  | { readonly kind: 'end'; readonly end: ExportEnd };

const ZSTD = Buffer.from('28b52ffd', 'hex');
/** A file that is no export is read as a whole. */
const FOREIGN_BYTES = 64 * 1024 * 1024;

/**
 * Reads a file of any known kind, told by what is in it and never by its name: an export of Pagekeep, compressed or not;
 * bookmarks of browsers; exports of Pocket, Instapaper, Karakeep and Linkwarden; pages saved with SingleFile or by a
 * browser; a list of addresses. An export is read line by line. Throws `bad-input` for anything else, `data-newer`,
 * `data-damaged` where an export is cut off, `too-large`.
 */
export async function* readImport(file: AsyncIterable<Uint8Array>): AsyncGenerator<ImportItem> {
  const source = await peek(file);
  refuseOthers(source.start);
  const plain = source.start.subarray(0, 4).equals(ZSTD) ? await peek(decompress(source.all())) : source;
  if (/^\s*\{"pagekeep"\s*:/.test(plain.start.toString('utf8'))) yield* readLines(plain.all());
  else yield* readForeign(await readWhole(plain.all()));
}

async function* readLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<ImportItem> {
  let number = 0;
  let ended = false;
  for await (const text of splitLines(bytes, LIMITS.importBytes)) {
    number += 1;
    const value = parse(text);
    const end = number === 1 ? null : exportEnd.safeParse(value);
    if (number === 1) yield readStart(value);
    else if (end?.success === true) {
      ended = true;
      yield { kind: 'end', end: end.data };
    } else if (typeof value !== 'object' || value === null) yield { kind: 'damaged', line: number };
    else yield { kind: 'page', page: value, bytes: Buffer.byteLength(text) };
  }
  if (!ended) {
    throw new Failure(
      'data-damaged',
      'The file is cut off: its last line is missing. What came before it was read.',
    );
  }
}

function readStart(value: unknown): ImportItem {
  const start = exportStart.safeParse(value);
  if (!start.success) throw new Failure('bad-input', 'The first line of this file is not one of an export.');
  if (start.data.version > EXPORT_VERSION) {
    throw new Failure(
      'data-newer',
      'This file was made by a newer Pagekeep. Install that version to read it.',
    );
  }
  return { kind: 'start', model: start.data.model };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refuseOthers(start: Buffer): void {
  const text = start.toString('latin1');
  if (text.startsWith('PGKBACK') || text.startsWith('SQLite format 3')) {
    throw new Failure('bad-input', 'This is a backup: bring it back with  pagekeep restore FILE');
  }
}

/** Looks at the first bytes of a stream and gives all of it back. */
async function peek(source: AsyncIterable<Uint8Array>) {
  const chunks = source[Symbol.asyncIterator]();
  const first = await chunks.next();
  const start = first.done === true ? Buffer.alloc(0) : Buffer.from(first.value);
  async function* all(): AsyncGenerator<Buffer> {
    yield start;
    for (;;) {
      const next = await chunks.next();
      if (next.done === true) return;
      yield Buffer.from(next.value);
    }
  }
  return { start: start.subarray(0, 4096), all };
}

async function* decompress(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* pipeline(bytes, createZstdDecompress(), () => undefined) as AsyncIterable<Buffer>;
  } catch (cause) {
    throw new Failure('data-damaged', 'The file is damaged or cut off. What came before that was read.', {
      cause,
    });
  }
}

async function readWhole(bytes: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of bytes) {
    total += chunk.length;
    if (total > FOREIGN_BYTES) {
      throw new Failure('too-large', 'This file is larger than 64 MB and no export of Pagekeep.');
    }
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8').decode(Buffer.concat(chunks, total));
}
