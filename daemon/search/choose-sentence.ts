import type { Anchor } from '../../shared/contract/passage.ts';
import { wordStem } from '../index/word-stem.ts';
import { anchorAt } from './anchor-at.ts';
import { markWords } from './mark-words.ts';
import { splitSentences } from './split-sentences.ts';
import type { TextSpan } from './split-sentences.ts';

/**
 * The sentence to land on: the one that holds most of the question's different words, the first of equals. Without any
 * word in common the passage's own anchor stands.
 */
export function chooseSentence(text: string, terms: readonly string[], fallback: Anchor): Anchor {
  let best: TextSpan | null = null;
  let bestCount = 0;
  for (const sentence of splitSentences(text)) {
    const words = text.slice(sentence.start, sentence.end);
    const count = new Set(markWords(words, terms).map(([start, end]) => wordStem(words.slice(start, end))))
      .size;
    if (count > bestCount) {
      best = sentence;
      bestCount = count;
    }
  }
  return best === null ? fallback : anchorAt(text, best);
}
