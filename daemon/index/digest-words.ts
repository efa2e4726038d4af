import { crc32 } from 'node:zlib';
import type { IndexDatabase } from './index-database.ts';

export const WORD_TABLES = ['passage_words', 'page_words', 'image_words'] as const;
export type WordTable = (typeof WORD_TABLES)[number];

/**
 * A number for each row of a full-text table that follows from all its words and their places. A contentless table gives
 * its words back only word by word: the sum is the same in whatever order they come.
 */
export function digestWords({ database }: IndexDatabase, table: WordTable): Map<number, number> {
  database.exec(`create virtual table temp.digested using fts5vocab(main, ${table}, instance)`);
  const digests = new Map<number, number>();
  try {
    const places = database.prepare('select term, doc, col, "offset" from digested').raw();
    for (const [term, doc, column, offset] of places.iterate() as Iterable<
      [string, number, string, number]
    >) {
      digests.set(doc, ((digests.get(doc) ?? 0) + crc32(`${column} ${offset} ${term}`)) >>> 0);
    }
  } finally {
    database.exec('drop table temp.digested');
  }
  return digests;
}
