import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { evalPath, readLines } from './read-eval.ts';
import { madeBy } from './wcxb-memory.ts';
import { openRealMemory } from './open-real-memory.ts';
import { withRememberedVectors } from './remembered-vectors.ts';

/** The judged sets of the evaluation data (its README says whose they are). */
export const JUDGED_SETS = ['scifact', 'mlquestions', 'xquad-en', 'cranfield', 'cosqa'] as const;
export type JudgedSet = (typeof JUDGED_SETS)[number];

const HOST = 'doc.example';

/** A question and how relevant each document is to it. */
export interface JudgedQuestion {
  readonly text: string;
  readonly relevant: ReadonlyMap<string, number>;
}

/** The questions of a set that have a relevant document. */
export async function judgedQuestions(set: JudgedSet): Promise<JudgedQuestion[]> {
  const judged = new Map<string, Map<string, number>>();
  for await (const line of readLines(evalPath(`${set}/qrels.jsonl`))) {
    const { q, d, score } = JSON.parse(line) as { q: string; d: string; score: number };
    const relevant = judged.get(q) ?? new Map<string, number>();
    if (score > 0) relevant.set(d, score);
    judged.set(q, relevant);
  }
  const questions: JudgedQuestion[] = [];
  for await (const line of readLines(evalPath(`${set}/queries.jsonl`))) {
    const { _id, text } = JSON.parse(line) as { _id: string; text: string };
    const relevant = judged.get(_id);
    if (relevant !== undefined && relevant.size > 0) questions.push({ text, relevant });
  }
  return questions;
}

/** The folder of a memory in which every document of a set is a page, made now unless the same code made it before. */
export async function judgedMemory(set: JudgedSet): Promise<string> {
  const folder = `.cache/bench/judged-${set}`;
  const mark = join(folder, madeBy());
  if (existsSync(mark)) return folder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const memory = await openRealMemory(folder, withRememberedVectors);
  for await (const line of readLines(evalPath(`${set}/corpus.jsonl.zst`))) {
    const { _id, title, text } = JSON.parse(line) as { _id: string; title: string; text: string };
    // Cranfield has two documents without a word.
    if (text.trim() === '') continue;
    await memory.ingest({
      url: `https://${HOST}/${encodeURIComponent(_id)}`,
      html: asPage(title, text, set === 'cosqa'),
    });
  }
  await memory.publisher.idle();
  await memory.index.sync();
  await memory.close();
  await writeFile(mark, '');
  return folder;
}

/** The document that a page of such a memory is. */
export function documentOf(url: string): string {
  return decodeURIComponent(url.slice(`https://${HOST}/`.length));
}

function asPage(title: string, text: string, isCode: boolean): string {
  const heading = title === '' ? '' : `<h1>${escaped(title)}</h1>`;
  const body = isCode ? `<pre><code>${escaped(text)}</code></pre>` : `<p>${escaped(text)}</p>`;
  return `<!doctype html><html><head><title>${escaped(title)}</title></head><body><article>${heading}${body}</article></body></html>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
