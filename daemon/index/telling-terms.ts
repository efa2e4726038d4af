import type { IndexDatabase } from './index-database.ts';
import { wordStem } from './word-stem.ts';

/** In a smaller index FTS5 scores every match soon enough. */
const MANY_PASSAGES = 20_000;
/** A word that a larger share of the passages holds says little, and scoring them all is what takes FTS5 its time. */
const COMMON_SHARE = 0.02;
const TERM = /"(?:[^"]|"")*"(?:\s*\*)?/g;
const PLAIN_TERM = /^"([\p{L}\p{N}\p{M}]+)"$/u;

/**
 * The telling terms of a MATCH expression made of quoted terms joined by OR; the rarest alone where all are common. For the
 * first second of a start, in which FTS5 answers from the file: at 100,000 passages eight words took it half a second.
 */
export function tellingTerms({ sql }: IndexDatabase, match: string, manyPassages = MANY_PASSAGES): string {
  const passages = sql<number>('select count(*) from indexed').pluck().get() ?? 0;
  if (passages < manyPassages) return match;
  const count = sql<number>('select doc from vocabulary where term = ?').pluck();
  const weighed = Array.from(match.matchAll(TERM), ([term]) => {
    const [, word] = PLAIN_TERM.exec(term) ?? [];
    return { term, holders: word === undefined ? 0 : (count.get(wordStem(word)) ?? 0) };
  });
  const telling = weighed.filter(({ holders }) => holders <= passages * COMMON_SHARE);
  if (telling.length > 0) return telling.map(({ term }) => term).join(' OR ');
  const [rarest] = weighed.toSorted((a, b) => a.holders - b.holders);
  return rarest?.term ?? match;
}
