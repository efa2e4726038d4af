import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import paraphrases from '../e2e/paraphrases.json' with { type: 'json' };
import { keepPage } from '../fakes/keep-page.ts';
import type { Memory } from '../open-memory.ts';
import { judgedMemory, judgedQuestions } from './judged-sets.ts';
import type { JudgedSet } from './judged-sets.ts';
import { openRealMemory } from './open-real-memory.ts';
import pageQuestions from './page-questions.json' with { type: 'json' };
import { evalPath, readLines } from './read-eval.ts';
import { withRememberedVectors } from './remembered-vectors.ts';
import { wcxbMemory } from './wcxb-memory.ts';

/** Questions of each kind that are asked of one memory. */
const QUESTIONS = 200;

/** A memory, questions that its pages answer, and questions that were made from other pages. */
export interface EvidenceCase {
  readonly name: string;
  readonly answerable: readonly string[];
  readonly unanswerable: readonly string[];
  /** Opens the memory for as long as `use` runs. */
  within<T>(use: (memory: Memory) => Promise<T>): Promise<T>;
}

/** Every case; the pages and questions of none stand in another's but for xquad-en's, which most are strangers to. */
export async function evidenceCases(): Promise<EvidenceCase[]> {
  return [
    await everyOtherArticle(),
    await judged('xquad-en', 'mlquestions'),
    await judged('mlquestions', 'xquad-en'),
    await judged('scifact', 'xquad-en'),
    await webPages(),
  ];
}

async function judged(set: JudgedSet, strangers: JudgedSet): Promise<EvidenceCase> {
  return {
    name: `${set}, questions of ${strangers}`,
    answerable: await questionsOf(set),
    unanswerable: await questionsOf(strangers),
    within: async (use) => withMemory(await judgedMemory(set), use),
  };
}

/** The development pages of the web: what was asked of them by hand, and the questions of xquad-en. */
async function webPages(): Promise<EvidenceCase> {
  return {
    name: 'web pages, questions of xquad-en',
    answerable: [...pageQuestions, ...paraphrases].map(({ question }) => question),
    unanswerable: await questionsOf('xquad-en'),
    within: async (use) => withMemory((await wcxbMemory()).folder, use),
  };
}

/** The hardest: half of the articles of xquad-en, five paragraphs each, and the questions about the other half. */
async function everyOtherArticle(): Promise<EvidenceCase> {
  const questions = await judgedQuestions('xquad-en');
  const of = (kept: boolean): string[] =>
    questions
      .filter(({ relevant }) => [...relevant.keys()].every((id) => isKept(id) === kept))
      .map(({ text }) => text);
  return {
    name: 'xquad-en, questions of its other articles',
    answerable: spread(of(true)),
    unanswerable: spread(of(false)),
    async within(use) {
      const folder = await mkdtemp(join(tmpdir(), 'pagekeep-evidence-'));
      try {
        return await withMemory(folder, async (memory) => {
          await keepArticles(memory);
          return use(memory);
        });
      } finally {
        await rm(folder, { recursive: true });
      }
    },
  };
}

function article(id: string): number {
  return Math.floor(Number(id.slice(1)) / 5);
}

function isKept(id: string): boolean {
  return article(id) % 2 === 0;
}

async function keepArticles(memory: Memory): Promise<void> {
  const articles = new Map<number, string[]>();
  for await (const line of readLines(evalPath('xquad-en/corpus.jsonl.zst'))) {
    const { _id, text } = JSON.parse(line) as { _id: string; text: string };
    if (isKept(_id)) articles.set(article(_id), [...(articles.get(article(_id)) ?? []), text]);
  }
  for (const [number, paragraphs] of articles) {
    await keepPage(memory, `article-${number}`, paragraphs, { title: '' });
  }
}

async function withMemory<T>(folder: string, use: (memory: Memory) => Promise<T>): Promise<T> {
  const memory = await openRealMemory(folder, withRememberedVectors);
  try {
    return await use(memory);
  } finally {
    await memory.close();
  }
}

async function questionsOf(set: JudgedSet): Promise<string[]> {
  return spread((await judgedQuestions(set)).map(({ text }) => text));
}

/** So many of them, evenly over the whole list. */
function spread(all: readonly string[]): string[] {
  const step = Math.max(1, all.length / QUESTIONS);
  return all.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
}
