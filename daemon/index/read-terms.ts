import type { IndexDatabase } from './index-database.ts';
import { termHash } from './postings/term-vector.ts';
import type { AskedTerm } from './postings/word-scores.ts';
import { wordStem } from './word-stem.ts';
import { spaceOut, splitRuns } from './words.ts';

/** A term of a MATCH expression: quoted, with a star where it is the beginning of a word. */
const TERM = /"((?:[^"]|"")*)"(\s*\*)?/g;
/** So many of the most frequent words stand for all that begin alike. */
const MOST_COMPLETIONS = 20;

/** How the words of a table are asked for: by their hash, or, written without spaces, by FTS5 as a phrase. */
const TABLES = {
  passage_words: {
    holders: 'select rowid from passage_words where passage_words match ?',
    completions: `select term from vocabulary where term >= @start and term < @end order by doc desc limit ${MOST_COMPLETIONS}`,
  },
  page_words: {
    holders: 'select rowid from page_words where page_words match ?',
    completions: `select term from page_vocabulary where term >= @start and term < @end order by doc desc limit ${MOST_COMPLETIONS}`,
  },
} as const;

/** Reads a MATCH expression made of quoted terms joined by OR, for the postings of one table. */
export function readTerms(index: IndexDatabase, match: string, table: keyof typeof TABLES): AskedTerm[] {
  const { holders, completions } = TABLES[table];
  // A word that may also be a beginning stands there both ways; the second holds the first.
  const asked = new Map([...match.matchAll(TERM)].map((term) => [term[1] ?? '', term]));
  return Array.from(asked.values(), ([whole, quoted = '', star]) => {
    const word = quoted.replaceAll('""', '"');
    if (isPhrase(word)) return new Set(index.sql<number>(holders).pluck().all(spaceOut(whole)));
    const stem = wordStem(word) || word;
    if (star === undefined) return [termHash(stem)];
    const start = spaceOut(word).toLowerCase();
    const longer = index
      .sql<string>(completions)
      .pluck()
      .all({ start, end: `${start}\u{10FFFF}` });
    return [...new Set([stem, ...longer])].map(termHash);
  });
}

/** Whether FTS5 has to look for it: several words, or one of a script without spaces. */
function isPhrase(words: string): boolean {
  const { spaced, unspaced } = splitRuns(words);
  return unspaced > 0 || spaced.length > 1;
}
