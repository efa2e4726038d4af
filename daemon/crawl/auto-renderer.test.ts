import { expect, test } from 'vitest';
import { Failure } from '../failure.ts';
import { autoRenderer } from './auto-renderer.ts';
import type { RenderedPage, Renderer } from './renderer.ts';
import { textLength } from './text-length.ts';

const PROSE = 'The olive harvest begins in October. '.repeat(40);
const STAGE = '<div id=root></div><script>draw()</script>';
const ORDER = {
  allow: async () => undefined,
  enter: async () => () => undefined,
  rest: () => undefined,
  maxBytes: 1_000_000,
  signal: AbortSignal.timeout(60_000),
  validators: null,
  patient: true,
};

function renderer(by: 'fetch' | 'crawl4ai', html: string, asked: string[], notice?: string): Renderer {
  return {
    async render(url): Promise<RenderedPage> {
      asked.push(`${by} ${new URL(url).pathname}`);
      if (html === 'fails') throw new Failure('fetch-failed', 'The page did not come in time.');
      const validators = { etag: null, last_modified: null };
      const said = notice === undefined ? {} : { by: 'fetch' as const, notice };
      return { url, status: 200, by, html, bytes: 1, validators, robots: new Set(), ...said };
    },
  };
}

async function crawl(fetched: string, rendered: string, more: { ready?: boolean; notice?: string } = {}) {
  const asked: string[] = [];
  const auto = autoRenderer(
    renderer('fetch', fetched, asked),
    renderer('crawl4ai', rendered, asked, more.notice),
    {
      state: async () => ({ mode: 'embedded', ready: more.ready ?? true, running: false, version: null }),
    },
  );
  const pages: (RenderedPage | null)[] = [];
  for (const path of ['1', '2', '3', '4', '5'])
    pages.push(await auto.render(`https://a.example/${path}`, ORDER));
  return { asked, by: pages.map((page) => page?.by), pages };
}

test('a site whose pages are empty stages is rendered from its first page on', async () => {
  const { asked, by } = await crawl(STAGE, `<p>${PROSE}`);
  expect(by).toEqual(Array.from({ length: 5 }, () => 'crawl4ai'));
  expect(asked).toEqual([
    'fetch /1',
    'crawl4ai /1',
    'crawl4ai /2',
    'crawl4ai /3',
    'crawl4ai /4',
    'crawl4ai /5',
  ]);
});

test('a site that says the same without its scripts is looked at once', async () => {
  const { asked, by } = await crawl(`<p>${PROSE}<script>count()</script>`, `<p>${PROSE} And a little more.`);
  expect(by).toEqual(Array.from({ length: 5 }, () => 'fetch'));
  expect(asked.filter((one) => one.startsWith('crawl4ai'))).toEqual(['crawl4ai /1']);
});

test('a page without scripts needs no look, nor one with text while a browser would have to be set up first', async () => {
  expect((await crawl('<p>Short.', `<p>${PROSE}`)).asked.join()).not.toContain('crawl4ai');
  const unready = await crawl(`<p>${PROSE}<script>count()</script>`, `<p>${PROSE}`, { ready: false });
  expect(unready.asked.join()).not.toContain('crawl4ai');
});

test('pages that stay short are believed to be short after three', async () => {
  const { asked, by } = await crawl(STAGE, STAGE);
  expect(by).toEqual(Array.from({ length: 5 }, () => 'fetch'));
  expect(asked.filter((one) => one.startsWith('crawl4ai'))).toHaveLength(3);
});

test('a browser that fails, or is not there, leaves what was fetched, and says why', async () => {
  expect((await crawl(STAGE, 'fails')).by).toContain('fetch');
  const { pages } = await crawl(STAGE, STAGE, { notice: 'No Python 3.10 or newer was found.' });
  expect(pages[0]).toMatchObject({ by: 'fetch', notice: 'No Python 3.10 or newer was found.' });
});

test.each([
  ['', 0],
  ['<p>four</p> <b>more</b>', 8],
  ['<script>let much = "<p>";</script><style>p{}</style>text', 4],
  ['<script>never ends', 0],
  ['a < b', 1],
  ['<script'.repeat(100_000), 0],
])('textLength(%.40s) is %i', (html, length) => {
  expect(textLength(html)).toBe(length);
});
