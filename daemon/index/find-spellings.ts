import type { IndexDatabase } from './index-database.ts';
import type { KnownStems } from './known-stems.ts';
import type { LiveIndex } from './note-change.ts';
import type { Misspelling } from './search-index.ts';
import { foldText } from './fold-text.ts';
import { wordStem } from './word-stem.ts';

/** Passages read to see how a stem is written in full. */
const PASSAGES = 3;
/** Of a question so many words; a pasted text is no search for one. */
const MOST_WORDS = 16;

/** Which of the words stand nowhere, and what may have been meant; `beginning` may be the start of a longer one. */
export function findSpellings(
  index: LiveIndex,
  stems: KnownStems,
  words: readonly string[],
  beginning: string | null,
): Misspelling[] {
  stems.refresh();
  return words
    .slice(0, MOST_WORDS)
    .filter((word) => !stems.has(wordStem(word)))
    .filter((word) => word !== beginning || !stems.hasBeginning(foldText(word.toLowerCase())))
    .filter((word) => !standsSomewhere(index, wordStem(word)))
    .map((word) => ({
      word,
      meant: stems
        .near(foldText(word.toLowerCase()))
        .map(({ stem, passages }) => ({ stem, passages, passage_ids: listPassages(index, stem) })),
    }));
}

/** The list may be older than a page; tags, addresses and notes are not in it. */
function standsSomewhere({ sql }: IndexDatabase, stem: string): boolean {
  return ['vocabulary', 'page_vocabulary'].some(
    (table) => sql(`select 1 from ${table} where term = ?`).get(stem) !== undefined,
  );
}

/** Passages that hold a stem: by the words in RAM, where FTS5 lists every place of it first. */
function listPassages({ words, sql }: LiveIndex, stem: string): number[] {
  return (
    words.somePassages(stem, PASSAGES) ??
    sql<number>(
      `select distinct doc from word_places where term = ? and doc in (select passage_id from indexed) limit ${PASSAGES}`,
    )
      .pluck()
      .all(stem)
  );
}
