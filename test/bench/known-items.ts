import { seededRandom } from '../seeded-random.ts';
import type { WcxbPage } from './read-eval.ts';

/** A question that one page is known to answer. */
export interface KnownItem {
  readonly pageId: string;
  readonly question: string;
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The page's own title as the question. */
export function titleItem(page: WcxbPage): KnownItem | null {
  const title = page.title?.trim() ?? '';
  return title === '' ? null : { pageId: page.id, question: title };
}

/** A sentence of 12 to 40 words from the middle third of the page's true text, with a third of its words dropped. */
export function sentenceItem(page: WcxbPage): KnownItem | null {
  const text = page.main_content ?? '';
  const all = text
    .split('\n')
    .flatMap((line) => [...sentences.segment(line)].map(({ segment }) => segment.trim().split(/\s+/)));
  const middle = all.slice(Math.floor(all.length / 3), Math.ceil((2 * all.length) / 3));
  const candidates = middle.filter((words) => words.length >= 12 && words.length <= 40);
  const random = seededRandom(Number.parseInt(page.id, 10) || 1);
  const words = candidates[Math.floor(random() * candidates.length)];
  if (words === undefined) return null;
  return { pageId: page.id, question: withoutAThird(words, random) };
}

/** The words without a third of them, which the seed chooses. */
export function twoThirds(words: readonly string[], seed: number): string {
  return withoutAThird(words, seededRandom(seed));
}

function withoutAThird(words: readonly string[], random: () => number): string {
  const dropped = new Set<number>();
  while (dropped.size < Math.floor(words.length / 3)) dropped.add(Math.floor(random() * words.length));
  return words.filter((_, at) => !dropped.has(at)).join(' ');
}
