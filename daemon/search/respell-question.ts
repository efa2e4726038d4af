import type { Respelled } from '../../shared/contract/passage.ts';
import type { Embedder } from '../embed/embedder.ts';
import { allowedEdits, editDistance } from '../index/edit-distance.ts';
import { foldText } from '../index/fold-text.ts';
import type { Question } from '../index/parse-question.ts';
import type { Misspelling, SearchIndex } from '../index/search-index.ts';
import { initialsOf, wordsBeginning, wordStem } from '../index/word-stem.ts';
import { isUnspaced, splitWords } from '../index/words.ts';
import { readFoundPassages } from '../store/read-found-passages.ts';
import type { Store } from '../store/open-store.ts';
import type { FoundPassageRow } from '../store/rows.ts';

/** Letters alone, at most the first a capital: no number, no abbreviation, no name out of a program. */
const PLAIN_WORD = /^\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}]+$/u;
/** What a wrong letter counts against a missing ending, and against many passages that hold the word. */
const FOR_A_LETTER = 4;
const MOST_FAVOUR = 3;
/** English endings that one page has and another has not. */
const INFLECTION = /(?<=.{4})(?:s|es|ed|ing)$/u;
const SIGNS_AROUND = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

export interface RespellTools {
  readonly index: SearchIndex;
  readonly store: Store;
  /** Its model's words are no slips, even where no page has them: of 100 such words in five sets of questions one in three would have been changed. */
  readonly embedder: Embedder | null;
}

/** Finds the words of a question that stand on no kept page, and a word for each that does and differs by a slip or two. */
export async function respellQuestion(
  question: Question,
  { index, store, embedder }: RespellTools,
): Promise<Respelled[]> {
  const words = mendable(question).filter((word) => embedder?.knowsWord?.(word) !== true);
  if (words.length === 0) return [];
  const misspellings = await index.findSpellings(words, question.beginning);
  const ids = misspellings.flatMap(({ meant }) => meant.flatMap(({ passage_ids }) => passage_ids));
  if (ids.length === 0) return [];
  const rows = new Map((await readFoundPassages(store, ids)).map((row) => [row.passage_id, row]));
  return misspellings.flatMap((misspelling) => {
    const to = chooseForm(misspelling, rows);
    return to === null ? [] : [{ from: misspelling.word, to }];
  });
}

/** A text with the words exchanged. */
export function exchangeWords(text: string, respelled: readonly Respelled[]): string {
  const others = new Map(respelled.map(({ from, to }) => [from, to]));
  return text.normalize('NFKC').replaceAll(/[\p{L}\p{N}\p{M}]+/gu, (word) => others.get(word) ?? word);
}

/** The words that stand alone between blanks; what is quoted is asked for as it is. */
function mendable({ text, terms, phrases, url }: Question): string[] {
  if (url !== null) return [];
  const quoted = new Set(phrases.flatMap(splitWords));
  const alone = new Set(
    text
      .normalize('NFKC')
      .split(/\s+/u)
      .map((word) => word.replaceAll(SIGNS_AROUND, '')),
  );
  return terms.filter(
    (word) =>
      alone.has(word) &&
      !quoted.has(word) &&
      PLAIN_WORD.test(word) &&
      !isUnspaced(word) &&
      allowedEdits(word) > 0,
  );
}

/** The nearest of the words that stand in the passages; null when all are too far. */
function chooseForm({ word, meant }: Misspelling, rows: ReadonlyMap<number, FoundPassageRow>): string | null {
  let best: { readonly form: string; readonly far: number } | null = null;
  for (const { stem, passages, passage_ids } of meant) {
    const held = passage_ids.flatMap((id) => rows.get(id) ?? []);
    for (const form of formsOf(stem, held)) {
      const distance = distanceOf(foldText(word.toLowerCase()), foldText(form));
      if (distance === null) continue;
      // What stands on many pages is rather meant than somebody else's slip.
      const far = distance - Math.min(MOST_FAVOUR, Math.log2(passages));
      if (best === null || far < best.far) best = { form, far };
    }
  }
  return best?.form ?? null;
}

/** How far a word is from one that may have been meant, in it or in its number or tense; null when too far. */
function distanceOf(typed: string, form: string): number | null {
  const bare = typed.replace(INFLECTION, '');
  const edits = editDistance(bare, form.replace(INFLECTION, ''), allowedEdits(bare));
  return edits > allowedEdits(bare) ? null : FOR_A_LETTER * edits + Math.abs(typed.length - form.length);
}

/** How a stem is written in these passages. */
function formsOf(stem: string, rows: readonly FoundPassageRow[]): Set<string> {
  const initials = initialsOf([stem]);
  const words = rows.flatMap(({ title, heading_path, text }) =>
    wordsBeginning([title, ...heading_path, text].join('\n'), initials),
  );
  return new Set(
    words
      .filter((word) => wordStem(word) === stem)
      .map((word) => word.toLowerCase())
      .filter((word) => PLAIN_WORD.test(word)),
  );
}
