import { createHash } from 'node:crypto';
import paraphrases from './paraphrases.json' with { type: 'json' };
import { wcxbPages } from '../bench/read-eval.ts';

/** A page to remember and the question it answers, written before anything could answer it. */
export interface AskedPage {
  readonly id: string;
  readonly html: string;
  readonly question: string;
  readonly title: string;
  /** The sentence the question paraphrases. */
  readonly target: string;
}

export interface AskedPages {
  readonly asked: readonly AskedPage[];
  /** Pages that answer none of the questions. */
  readonly others: readonly { readonly id: string; readonly html: string }[];
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The sentences of a page's true text, numbered as paraphrases.json numbers them. */
function sentencesOf(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line) => [...sentences.segment(line)].map(({ segment }) => segment.trim()))
    .filter((sentence) => sentence !== '');
}

/** The twenty asked pages with their target sentences, and `others` further pages spread over the whole set. */
export async function readAskedPages(others: number): Promise<AskedPages> {
  const wanted = new Map(paraphrases.map((one) => [one.page, one]));
  const asked: AskedPage[] = [];
  const rest: { id: string; html: string }[] = [];
  for await (const { id, html, title, main_content } of wcxbPages()) {
    const one = wanted.get(id);
    if (one === undefined) {
      rest.push({ id, html });
      continue;
    }
    const target = sentencesOf(main_content ?? '')[one.sentence] ?? '';
    if (createHash('sha256').update(target).digest('hex').slice(0, 16) !== one.sha256) {
      throw new Error(`Page ${id} is not the page that its question was written for.`);
    }
    asked.push({ id, html, question: one.question, title: title ?? '', target });
  }
  const step = Math.max(1, rest.length / Math.max(1, others));
  const spread = rest.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
  return { asked, others: spread.slice(0, others) };
}
