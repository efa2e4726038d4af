import { foldText } from './fold-text.ts';
import type { IndexDatabase } from './index-database.ts';
import { termHash } from './postings/term-vector.ts';
import type { AskedTerm } from './postings/inverted-index.ts';
import { wordStem } from './word-stem.ts';
import { isUnspaced, spaceOut } from './words.ts';

/** A term of a MATCH expression: quoted, with a star where it is the beginning of a word. */
const TERM = /"((?:[^"]|"")*)"(\s*\*)?/g;
/** So many of the most frequent words stand for all that begin alike. */
const MOST_COMPLETIONS = 20;

/** A question's words as they are looked up: in the postings, or, written without spaces, by FTS5. */
export interface ReadTerms {
  readonly terms: readonly AskedTerm[];
  /** The passages that hold each word which is looked for as a phrase. */
  readonly phrases: readonly ReadonlySet<number>[];
}

/** Reads a MATCH expression made of quoted terms joined by OR. */
export function readTerms(index: IndexDatabase, match: string): ReadTerms {
  const terms: AskedTerm[] = [];
  const phrases: ReadonlySet<number>[] = [];
  for (const [whole, quoted = '', star] of match.matchAll(TERM)) {
    const word = quoted.replaceAll('""', '"');
    if (isUnspaced(word) || word.includes(' ')) phrases.push(holdersOf(index, whole));
    else if (star === undefined) terms.push([termHash(wordStem(word) || word)]);
    else terms.push(completions(index, word).map(termHash));
  }
  return { terms, phrases };
}

function holdersOf({ sql }: IndexDatabase, term: string): ReadonlySet<number> {
  return new Set(
    sql<number>('select rowid from passage_words where passage_words match ?').pluck().all(spaceOut(term)),
  );
}

/** The most frequent stems that begin with a word, and the word's own. */
function completions({ sql }: IndexDatabase, word: string): string[] {
  const start = foldText(word.toLowerCase());
  const known = sql<string>(
    `select term from vocabulary where term >= @start and term < @end order by doc desc limit ${MOST_COMPLETIONS}`,
  )
    .pluck()
    .all({ start, end: `${start}\u{10FFFF}` });
  return [...new Set([wordStem(word) || word, ...known])];
}
