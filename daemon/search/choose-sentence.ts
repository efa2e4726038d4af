import type { Anchor } from '../../shared/contract/passage.ts';
import { sliceWhole } from '../../shared/page/slice-whole.ts';
import { markWords } from './mark-words.ts';
import { wordStem } from '../index/word-stem.ts';

const CONTEXT_CHARACTERS = 40;
const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });

interface Sentence {
  readonly start: number;
  readonly end: number;
}

/** Sentences of a passage; a line break always ends one, because blocks are joined by it. */
function splitSentences(text: string): Sentence[] {
  const found: Sentence[] = [];
  let lineStart = 0;
  for (const line of text.split('\n')) {
    for (const { segment, index } of sentences.segment(line)) {
      const trimmed = segment.trim();
      if (trimmed === '') continue;
      const start = lineStart + index + segment.indexOf(trimmed);
      found.push({ start, end: start + trimmed.length });
    }
    lineStart += line.length + 1;
  }
  return found;
}

/**
 * The sentence to land on: the one that holds most of the question's different words, the first of equals. Without any
 * word in common the passage's own anchor stands.
 */
export function chooseSentence(text: string, terms: readonly string[], fallback: Anchor): Anchor {
  let best: Sentence | null = null;
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
  if (best === null) return fallback;
  return {
    exact: text.slice(best.start, best.end),
    prefix: sliceWhole(text, Math.max(0, best.start - CONTEXT_CHARACTERS), best.start),
    suffix: sliceWhole(text, best.end, best.end + CONTEXT_CHARACTERS),
  };
}
