import { basename, dirname } from 'node:path';
import { AutoTokenizer, env } from '@xenova/transformers';
import { openWordpiece } from '../../daemon/embed/wordpiece.ts';
import { realModel } from '../real-model.ts';
import type { BenchReport, BenchRow } from './bench-report.ts';
import { evalPath, readLines, wcxbPages } from './read-eval.ts';

const RETRIEVAL_SETS = ['scifact', 'mlquestions', 'xquad-en', 'cranfield', 'cosqa'] as const;

/** Milliseconds spent in each tokenizer. */
interface Spent {
  ours: number;
  peer: number;
}

/** Compares our word pieces with the library's, id for id, on every text there is to develop on, uncut. */
export async function run(): Promise<BenchReport> {
  const { tokenizer } = await realModel();
  env.allowRemoteModels = false;
  env.localModelPath = dirname(dirname(tokenizer));
  const library = await AutoTokenizer.from_pretrained(basename(dirname(tokenizer)));
  const wordpiece = openWordpiece(tokenizer);
  const spent: Spent = { ours: 0, peer: 0 };
  const rows: BenchRow[] = [];
  const notes: string[] = [];
  let all = 0;
  for (const [name, texts] of corpora()) {
    let [count, tokens, different] = [0, 0, 0];
    for await (const text of texts) {
      const start = performance.now();
      const ours = wordpiece.encode(text, Infinity);
      const between = performance.now();
      const theirs = library.encode(text);
      spent.ours += between - start;
      spent.peer += performance.now() - between;
      count += 1;
      tokens += theirs.length;
      if (ours.length === theirs.length && theirs.every((id, at) => id === ours[at])) continue;
      different += 1;
      notes.push(`${name}: ${JSON.stringify(text.slice(0, 80))}`);
    }
    all += tokens;
    const size = `${count.toLocaleString('en')} texts, ${tokens.toLocaleString('en')} word pieces`;
    rows.push({ figure: `${name}: different, of ${size}`, ours: different, bar: { atMost: 0 } });
  }
  const [ours, peer] = [(all / spent.ours) * 1_000, (all / spent.peer) * 1_000];
  rows.push({ figure: 'word pieces/s', ours, peer, ratio: ours / peer });
  return { name: 'tokenizer', peer: 'Transformers.js', rows, notes };
}

function corpora(): [string, AsyncIterable<string>][] {
  return [
    ['wcxb', pageTexts()],
    ...RETRIEVAL_SETS.map((set): [string, AsyncIterable<string>] => [set, retrievalTexts(set)]),
    ['stsb', pairTexts()],
  ];
}

async function* pageTexts(): AsyncGenerator<string> {
  for await (const { title, main_content } of wcxbPages()) yield `${title}\n${main_content ?? ''}`;
}

async function* retrievalTexts(set: string): AsyncGenerator<string> {
  for (const file of ['corpus.jsonl.zst', 'queries.jsonl']) {
    for await (const line of readLines(evalPath(`${set}/${file}`))) {
      const { title = '', text } = JSON.parse(line) as { title?: string; text: string };
      yield `${title}\n${text}`;
    }
  }
}

async function* pairTexts(): AsyncGenerator<string> {
  for await (const line of readLines(evalPath('stsb/pairs.jsonl'))) {
    const { a, b } = JSON.parse(line) as { a: string; b: string };
    yield a;
    yield b;
  }
}
