import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { damagedPage } from './sound.ts';

/** An article as it is kept: UTF-8, compressed with zstd (RFC 8878). */
export function packMarkdown(markdown: string): Buffer {
  return zstdCompressSync(markdown);
}

/** The article of a page again; throws `data-damaged` where it cannot be unpacked. */
export function unpackMarkdown(packed: Uint8Array, pageId: number): string {
  try {
    return zstdDecompressSync(packed).toString('utf8');
  } catch {
    throw damagedPage(pageId);
  }
}

/** The two columns of `pages` that hold an article; its length is that of its UTF-8, in bytes. */
export function markdownColumns(markdown: string) {
  return { markdown_bytes: Buffer.byteLength(markdown), markdown_zstd: packMarkdown(markdown) };
}
