import type { FoundImage } from '../../shared/contract/image.ts';
import { fileWords } from '../index/file-words.ts';
import type { Question } from '../index/parse-question.ts';
import { stemsOf, wordStem } from '../index/word-stem.ts';
import type { FoundImageRow } from '../store/rows.ts';

/** The texts that describe the picture itself. */
export function ownWords({ alt, caption, title, src }: FoundImageRow): string[] {
  return [alt, caption, title, fileWords(src)];
}

/** Where the question's words stand: on the picture itself, around it, or only on its page. */
export function matchedBy(question: Question, row: FoundImageRow): FoundImage['matched_by'] {
  const terms = new Set(question.terms.map(wordStem));
  const holds = (texts: readonly string[]): boolean =>
    texts.some((text) => stemsOf(text).some((stem) => terms.has(stem)));
  const matched: FoundImage['matched_by'] = [];
  if (holds(ownWords(row))) matched.push('own-words');
  if (holds([row.heading, row.context])) matched.push('context');
  // Whatever else the index found it by belongs to the page: titles, tags, note, address.
  if (matched.length === 0 || holds([row.page_title, ...row.other_titles])) matched.push('page');
  return matched;
}
