import type { QuotedAnswer } from '../../shared/contract/passage.ts';
import { textFragmentUrl } from '../../shared/page/text-fragment.ts';
import type { Embedder } from '../embed/embedder.ts';
import { anchorAt } from './anchor-at.ts';
import { answerSentences } from './answer-sentences.ts';
import type { AnswerSentence } from './answer-sentences.ts';
import type { AskedQuestion } from './ask-question.ts';
import { byScore } from './group-by-page.ts';
import type { ClosePassage } from './read-closely.ts';

/** Passages that are read sentence by sentence. */
const PASSAGES = 5;
/** What the score of a sentence is made of; without a model meaning has no share. */
const SHARES = { meaning: 0.55, words: 0.25, passage: 0.2 };

export interface AnswerTools {
  readonly embedder: Embedder | null;
}

/** The `count` sentences of the best passages that answer best, quoted as they are kept, each once. */
export async function findAnswers(
  { question, vector }: AskedQuestion,
  close: readonly ClosePassage[],
  count: number,
  { embedder }: AnswerTools,
): Promise<QuotedAnswer[]> {
  if (count === 0) return [];
  const best = close.toSorted(byScore).slice(0, PASSAGES);
  const scores = new Map(best.map(({ passage_id, score }) => [passage_id, score]));
  const rows = best.flatMap(({ row }) => (row === null ? [] : [row]));
  const scored: { sentence: AnswerSentence; score: number }[] = [];
  for (const sentence of answerSentences(rows, question.terms)) {
    const meaning = vector === null || embedder === null ? null : await nearness(sentence, vector, embedder);
    const ofPassage = SHARES.passage * (scores.get(sentence.row.passage_id) ?? 0);
    const sum = SHARES.words * sentence.coverage + ofPassage + SHARES.meaning * (meaning ?? 0);
    scored.push({ sentence, score: meaning === null ? sum / (1 - SHARES.meaning) : sum });
  }
  const answers: QuotedAnswer[] = [];
  for (const { sentence, score } of scored.toSorted((a, b) => b.score - a.score)) {
    const answer = quote(sentence, score);
    if (!answers.some((given) => saysTheSame(given.quote, answer.quote))) answers.push(answer);
  }
  return answers.slice(0, count);
}

/** Neighbouring passages share a block, and pages copy from each other. */
function saysTheSame(one: string, other: string): boolean {
  return one.includes(other) || other.includes(one);
}

/** The cosine of question and sentence, none below 0. One after the other in the questions' lane, so that whoever asks meanwhile waits for one sentence at most. */
async function nearness(
  { row, span }: AnswerSentence,
  vector: Float32Array,
  embedder: Embedder,
): Promise<number> {
  const sentence = await embedder.embedQuestion(row.text.slice(span.start, span.end));
  return Math.max(
    0,
    vector.reduce((sum, x, at) => sum + x * (sentence[at] ?? 0), 0),
  );
}

function quote({ row, span }: AnswerSentence, score: number): QuotedAnswer {
  const anchor = anchorAt(row.text, span);
  return {
    page_id: row.page_id,
    passage_id: row.passage_id,
    url: row.url,
    title: row.title,
    domain: row.domain,
    language: row.language,
    captured_at: new Date(row.captured_at).toISOString(),
    quote: anchor.exact,
    anchor,
    jump_url: textFragmentUrl(row.url, anchor),
    score: Math.round(Math.min(1, score) * 10_000) / 10_000,
  };
}
