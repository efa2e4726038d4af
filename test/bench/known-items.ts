import { partialSentence, withoutAThird } from '../../daemon/search/partial-sentence.ts';
import { seededRandom } from '../seeded-random.ts';
import type { WcxbPage } from './read-eval.ts';

/** A question that one page is known to answer. */
export interface KnownItem {
  readonly pageId: string;
  readonly question: string;
}

/** The page's own title as the question. */
export function titleItem(page: WcxbPage): KnownItem | null {
  const title = page.title?.trim() ?? '';
  return title === '' ? null : { pageId: page.id, question: title };
}

/** A sentence of 12 to 40 words from the middle third of the page's true text, with a third of its words dropped. */
export function sentenceItem(page: WcxbPage): KnownItem | null {
  const random = seededRandom(Number.parseInt(page.id, 10) || 1);
  const question = partialSentence(page.main_content ?? '', random);
  return question === null ? null : { pageId: page.id, question };
}

/** The words without a third of them, which the seed chooses. */
export function twoThirds(words: readonly string[], seed: number): string {
  return withoutAThird(words, seededRandom(seed));
}
