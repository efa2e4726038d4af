import { fuseByRank } from './fuse-by-rank.ts';
import { documentOf, judgedMemory, judgedQuestions } from './judged-sets.ts';
import type { JudgedQuestion, JudgedSet } from './judged-sets.ts';
import { openRealMemory } from './open-real-memory.ts';
import type { Memory } from '../open-memory.ts';

const DEPTH = 10;
/** As deep as the legs' own lists are fused by rank. */
const POOL = 100;

/** nDCG@10 of one set: our answers, either leg alone, and both fused by reciprocal ranks (k = 60). */
export interface JudgedScores {
  readonly questions: number;
  readonly hybrid: number;
  readonly words: number;
  readonly meaning: number;
  readonly byRank: number;
}

/** Asks every question of a judged set in every mode. */
export async function scoreJudged(set: JudgedSet): Promise<JudgedScores> {
  const questions = await judgedQuestions(set);
  const memory = await openRealMemory(await judgedMemory(set));
  const sums = { hybrid: 0, words: 0, meaning: 0, byRank: 0 };
  for (const question of questions) {
    const words = await answer(memory, question, 'keyword', POOL);
    const meaning = await answer(memory, question, 'semantic', POOL);
    sums.hybrid += ndcg(await answer(memory, question, 'hybrid', DEPTH), question);
    sums.words += ndcg(words, question);
    sums.meaning += ndcg(meaning, question);
    sums.byRank += ndcg(fuseByRank([words, meaning]), question);
  }
  await memory.close();
  const mean = (sum: number): number => sum / questions.length;
  return {
    questions: questions.length,
    hybrid: mean(sums.hybrid),
    words: mean(sums.words),
    meaning: mean(sums.meaning),
    byRank: mean(sums.byRank),
  };
}

async function answer(
  memory: Memory,
  { text }: JudgedQuestion,
  mode: 'hybrid' | 'keyword' | 'semantic',
  limit: number,
): Promise<string[]> {
  const { results } = await memory.search({ query: text, mode, limit, respell: false });
  return results.map(({ url }) => documentOf(url));
}

/** Discounted cumulative gain of the first ten (Järvelin & Kekäläinen, 2002), gain 2^relevance − 1. */
function discountedGain(relevances: readonly number[]): number {
  return relevances
    .slice(0, DEPTH)
    .reduce((total, relevance, at) => total + (2 ** relevance - 1) / Math.log2(at + 2), 0);
}

/** The same as a share of what the best order gives. */
function ndcg(ranked: readonly string[], { relevant }: JudgedQuestion): number {
  const ideal = discountedGain([...relevant.values()].toSorted((a, b) => b - a));
  return discountedGain(ranked.map((document) => relevant.get(document) ?? 0)) / ideal;
}
