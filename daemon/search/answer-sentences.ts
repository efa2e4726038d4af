import { wordStem, stemsOf } from '../index/word-stem.ts';
import type { FoundPassageRow } from '../store/rows.ts';
import { splitSentences } from './split-sentences.ts';
import type { TextSpan } from './split-sentences.ts';

/** Embedding one takes 1–2 ms: with 16 an answer waits no longer than an eye needs to find it. */
const MOST_READ = 16;
/** Fewer words, as in a heading or a label, answer nothing. */
const FEWEST_WORDS = 4;
/** What a sentence of the next best passage lacks in words against one of the best. */
const NEXT_PASSAGE = 0.1;
/** A sentence that begins so speaks of the one before it. */
const POINTS_BACK = new Set([
  'he',
  'she',
  'it',
  'they',
  'this',
  'these',
  'that',
  'those',
  'his',
  'her',
  'its',
  'their',
]);
const LONGEST_PAIR = 400;

/** A run of a passage that may answer: one sentence, or two where the second points back at the first. */
export interface AnswerSentence {
  readonly row: FoundPassageRow;
  readonly span: TextSpan;
  /** Share of the question's words that it holds, rarer ones counting more, 0–1. */
  readonly coverage: number;
}

/** The sentences of the best passages, best passage first, that are worth reading closely: those with the question's words before others. */
export function answerSentences(
  rows: readonly FoundPassageRow[],
  terms: readonly string[],
): AnswerSentence[] {
  const stems = [...new Set(terms.map(wordStem))];
  const sentences = rows.flatMap((row, rank) => {
    const spans = splitSentences(row.text);
    return spans.flatMap((span, at) => {
      const words = stemsOf(row.text.slice(span.start, span.end));
      if (words.length < FEWEST_WORDS) return [];
      return [{ row, rank, span: withItsSubject(row.text, span, spans[at - 1]), words: new Set(words) }];
    });
  });
  const weights = stems.map((stem) => {
    const held = sentences.filter(({ words }) => words.has(stem)).length;
    return { stem, weight: Math.log(1 + (sentences.length + 1) / (held + 1)) };
  });
  const whole = weights.reduce((sum, { weight }) => sum + weight, 0);
  return sentences
    .map(({ words, ...sentence }) => {
      const held = weights.reduce((sum, { stem, weight }) => sum + (words.has(stem) ? weight : 0), 0);
      return { ...sentence, coverage: whole === 0 ? 0 : held / whole };
    })
    .toSorted((a, b) => b.coverage - a.coverage + NEXT_PASSAGE * (a.rank - b.rank))
    .slice(0, MOST_READ);
}

/** A span that stays within its line, as sentences do. */
function withItsSubject(text: string, span: TextSpan, before: TextSpan | undefined): TextSpan {
  if (before === undefined || span.end - before.start > LONGEST_PAIR) return span;
  if (text.slice(before.end, span.start).includes('\n')) return span;
  const [first = ''] = text.slice(span.start, span.end).split(/[^\p{L}]/u);
  return POINTS_BACK.has(first.toLowerCase()) ? { start: before.start, end: span.end } : span;
}
