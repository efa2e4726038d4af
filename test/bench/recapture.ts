import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHtml } from '../../daemon/ingest/parse-html.ts';
import type { Embedder } from '../../daemon/embed/embedder.ts';
import { chunkPage } from '../../shared/page/chunk-page.ts';
import { cleanPage } from '../../shared/page/clean-page.ts';
import { CLEANER_VERSION } from '../../shared/page/cleaner-version.ts';
import { estimateWordpieces } from '../../shared/page/estimate-wordpieces.ts';
import { pageCapture } from '../../shared/contract/page.ts';
import type { PageCapture } from '../../shared/contract/page.ts';
import type { Memory } from '../open-memory.ts';
import type { BenchReport, BenchRow } from './bench-report.ts';
import { openRealMemory } from './open-real-memory.ts';
import { quantile } from './quantile.ts';
import { wcxbPages } from './read-eval.ts';
import { wcxbAddress } from './wcxb-memory.ts';

/** Long pages, of which a twentieth is more than a paragraph. */
const PAGES = 8;
const LEAST_PARAGRAPHS = 40;
const MOST_PARAGRAPHS = 200;
/** The share of paragraphs that read otherwise the second time. */
const CHANGED = 0.05;
const MOST_NODES = 200_000;
const PARAGRAPH = /(<p\b[^>]*>)([^<]{80,})(?=<)/gi;

interface LongPage {
  readonly url: string;
  readonly html: string;
  readonly paragraphs: number;
}

interface Cost {
  readonly ms: number;
  readonly texts: number;
}

/** What remembering a long page again costs where a twentieth of its paragraphs changed, beside the first time: real pages as the browser sends them, real model, until found by meaning. */
export async function run(): Promise<BenchReport> {
  const pages = await longPages();
  const folder = await mkdtemp(join(tmpdir(), 'pagekeep-bench-'));
  const counted = { texts: 0 };
  const memory = await openRealMemory(folder, (embedder) => counting(embedder, counted));
  const costs: Record<'first' | 'together' | 'apart' | 'same', Cost[]> = {
    first: [],
    together: [],
    apart: [],
    same: [],
  };
  try {
    await remember(
      memory,
      { url: 'https://warm.example/', html: '<p>The model reads its first words.</p>' },
      counted,
    );
    for (const { url, html, paragraphs } of pages) {
      const first = asBrowserSends(url, html);
      costs.first.push(await remember(memory, first, counted));
      costs.same.push(await remember(memory, first, counted));
      costs.together.push(
        await remember(memory, asBrowserSends(url, change(html, paragraphs, 'together')), counted),
      );
      await memory.forget(url);
      await remember(memory, first, counted);
      costs.apart.push(
        await remember(memory, asBrowserSends(url, change(html, paragraphs, 'apart')), counted),
      );
    }
    return {
      name: 'recapture',
      rows: [
        { figure: 'first capture: passages embedded, median', ours: median(costs.first, 'texts') },
        { figure: 'first capture (ms), median', ours: median(costs.first, 'ms') },
        ...share('5 % changed in one place', costs.together, costs.first, 10),
        ...share('5 % changed all over the page', costs.apart, costs.first),
        ...share('unchanged', costs.same, costs.first),
      ],
      notes: [
        `${pages.length} development pages of ${LEAST_PARAGRAPHS} to ${MOST_PARAGRAPHS} paragraphs; a changed paragraph has its words in another order.`,
        'A passage holds three to five paragraphs, so paragraphs that change far from each other change more passages than their share.',
      ],
    };
  } finally {
    await memory.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function counting(embedder: Embedder, counted: { texts: number }): Embedder {
  return {
    ...embedder,
    embedPassages: (texts) => {
      counted.texts += texts.length;
      return embedder.embedPassages(texts);
    },
  };
}

async function longPages(): Promise<LongPage[]> {
  const pages: LongPage[] = [];
  for await (const page of wcxbPages()) {
    const paragraphs = [...page.html.matchAll(PARAGRAPH)].length;
    if (paragraphs < LEAST_PARAGRAPHS || paragraphs > MOST_PARAGRAPHS) continue;
    pages.push({ url: wcxbAddress(page), html: page.html, paragraphs });
    if (pages.length === PAGES) break;
  }
  return pages;
}

async function remember(memory: Memory, page: PageCapture, counted: { texts: number }): Promise<Cost> {
  const before = counted.texts;
  const started = performance.now();
  await memory.ingest(page);
  await memory.publisher.idle();
  return { ms: performance.now() - started, texts: counted.texts - before };
}

/** A page as the extension sends it, read and cut by the same code before the clock starts. */
function asBrowserSends(url: string, html: string): PageCapture {
  const { blocks, ...article } = cleanPage(parseHtml(html, MOST_NODES), { url });
  const passages = chunkPage({ ...article, blocks }, estimateWordpieces);
  return pageCapture.parse({ url, html, cleaner: CLEANER_VERSION, article, passages });
}

/** Gives every twentieth paragraph another order of words, or the same number of them one after the other. */
function change(html: string, paragraphs: number, how: 'together' | 'apart'): string {
  const wanted = Math.max(1, Math.round(paragraphs * CHANGED));
  const from = Math.floor(paragraphs / 2);
  const isChanged = (nth: number): boolean =>
    how === 'together'
      ? nth >= from && nth < from + wanted
      : nth % Math.round(1 / CHANGED) === 3 && nth < wanted / CHANGED;
  let nth = -1;
  return html.replaceAll(PARAGRAPH, (whole, open: string, text: string) => {
    nth += 1;
    return isChanged(nth) ? `${open}${text.split(' ').toReversed().join(' ')}` : whole;
  });
}

function share(what: string, costs: readonly Cost[], first: readonly Cost[], bar?: number): BenchRow[] {
  const sum = (of: readonly Cost[], name: keyof Cost): number =>
    of.reduce((total, cost) => total + cost[name], 0);
  const limit = bar === undefined ? {} : { bar: { atMost: bar } };
  return [
    {
      figure: `${what}: passages embedded, share of the first (%)`,
      ours: (100 * sum(costs, 'texts')) / sum(first, 'texts'),
      ...limit,
    },
    {
      figure: `${what}: time, share of the first (%)`,
      ours: (100 * sum(costs, 'ms')) / sum(first, 'ms'),
      ...limit,
    },
  ];
}

function median(costs: readonly Cost[], name: keyof Cost): number {
  return quantile(
    costs.map((cost) => cost[name]),
    0.5,
  );
}
