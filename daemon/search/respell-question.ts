import type { Respelled } from '../../shared/contract/passage.ts';
import { allowedEdits, editDistance } from '../index/edit-distance.ts';
import { foldText } from '../index/fold-text.ts';
import type { Question } from '../index/parse-question.ts';
import type { Misspelling, SearchIndex } from '../index/search-index.ts';
import { wordStem } from '../index/word-stem.ts';
import { isUnspaced, splitWords } from '../index/words.ts';
import { readFoundPassages } from '../store/read-found-passages.ts';
import type { Store } from '../store/open-store.ts';
import type { FoundPassageRow } from '../store/rows.ts';

/** Letters alone, at most the first a capital: no number, no abbreviation, no name out of a program. */
const PLAIN_WORD = /^\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}]+$/u;
const SIGNS_AROUND = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

/** Finds the words of a question that stand on no kept page, and a word for each that does and differs by a slip or two. */
export async function respellQuestion(
  question: Question,
  { index, store }: { readonly index: SearchIndex; readonly store: Store },
): Promise<Respelled[]> {
  const words = mendable(question);
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

/** The nearest of the words that stand in the passages, of equals the one that more passages hold; null when all are too far. */
function chooseForm({ word, meant }: Misspelling, rows: ReadonlyMap<number, FoundPassageRow>): string | null {
  const typed = foldText(word.toLowerCase());
  const edits = allowedEdits(typed);
  let best: { readonly form: string; readonly far: number } | null = null;
  for (const { stem, passage_ids } of meant.toSorted((a, b) => b.passages - a.passages)) {
    for (const form of formsOf(
      stem,
      passage_ids.flatMap((id) => rows.get(id) ?? []),
    )) {
      const folded = foldText(form);
      const distance = editDistance(typed, folded, edits);
      const far = 4 * distance + Math.abs(typed.length - folded.length);
      if (distance <= edits && (best === null || far < best.far)) best = { form, far };
    }
  }
  return best?.form ?? null;
}

/** How a stem is written in these passages. */
function formsOf(stem: string, rows: readonly FoundPassageRow[]): Set<string> {
  const words = rows.flatMap(({ title, heading_path, text }) =>
    splitWords([title, ...heading_path, text].join('\n')),
  );
  return new Set(words.filter((word) => wordStem(word) === stem).map((word) => word.toLowerCase()));
}
