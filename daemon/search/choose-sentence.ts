import type { Anchor } from '../../shared/contract/passage.ts';
import { wordStem } from '../index/word-stem.ts';
import { anchorAt } from './anchor-at.ts';
import type { Mark } from './mark-words.ts';
import { splitSentences } from './split-sentences.ts';
import type { TextSpan } from './split-sentences.ts';

/**
 * The sentence to land on: the one that holds most of the question's different words, the first of equals; `marks` say
 * where they stand. Without any the passage's own anchor stands.
 */
export function chooseSentence(text: string, marks: readonly Mark[], fallback: Anchor): Anchor {
  if (marks.length === 0) return fallback;
  let best: TextSpan | null = null;
  let bestCount = 0;
  const hasMark = (line: TextSpan) => marks.some(([start]) => start >= line.start && start < line.end);
  for (const sentence of splitSentences(text, hasMark)) {
    const inside = marks.filter(([start, end]) => start >= sentence.start && end <= sentence.end);
    const count = new Set(inside.map(([start, end]) => wordStem(text.slice(start, end)))).size;
    if (count > bestCount) {
      best = sentence;
      bestCount = count;
    }
  }
  return best === null ? fallback : anchorAt(text, best);
}
