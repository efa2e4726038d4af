import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findEvalFolder, wcxbPages } from '../bench/read-eval.ts';
import type { Rendering } from './invented-sites.ts';
import ownParaphrases from './own-paraphrases.json' with { type: 'json' };
import paraphrases from './paraphrases.json' with { type: 'json' };

/** A page to remember and the question it answers, written before anything could answer it. */
export interface AskedPage {
  readonly id: string;
  readonly html: string;
  readonly rendering: Rendering;
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

const FIXTURES = join(import.meta.dirname, '../fixtures/pages');
const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Real pages where the evaluation data is, with `others` further ones spread over the whole set; else the project's own few. */
export async function readAskedPages(others: number): Promise<AskedPages> {
  if (findEvalFolder() !== null) return readRealPages(others);
  console.log(
    'No evaluation data beside the checkout: the main job runs on the pages in test/fixtures/pages.',
  );
  return readOwnPages();
}

async function readRealPages(others: number): Promise<AskedPages> {
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
    asked.push({ id, html, rendering: one.rendering as Rendering, question: one.question, title, target });
  }
  const step = Math.max(1, rest.length / Math.max(1, others));
  const spread = rest.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
  return { asked, others: spread.slice(0, others) };
}

function readOwnPages(): AskedPages {
  const read = (id: string): string => readFileSync(join(FIXTURES, `${id}.html`), 'utf8');
  const asked = ownParaphrases.map(({ page, rendering, question, target }) => {
    const html = read(page);
    const title = /<title>([^<]*)/i.exec(html)?.[1] ?? '';
    return { id: page, html, rendering: rendering as Rendering, question, title, target };
  });
  const others = readdirSync(FIXTURES)
    .filter((file) => file.endsWith('.html'))
    .map((file) => file.slice(0, -'.html'.length))
    .filter((id) => asked.every((page) => page.id !== id));
  return { asked, others: others.map((id) => ({ id, html: read(id) })) };
}

/** The sentences of a page's true text, numbered as paraphrases.json numbers them. */
function sentencesOf(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line) => [...sentences.segment(line)].map(({ segment }) => segment.trim()))
    .filter((sentence) => sentence !== '');
}
