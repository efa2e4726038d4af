// The same code cleans in the browser and in the daemon; here both read the same real pages.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findEvalFolder, wcxbPages } from '../bench/read-eval.ts';
import { readAskedPages } from './asked-pages.ts';
import { openBuiltCleaner } from './built-cleaner.ts';
import type { BuiltCleaner, RawPage } from './built-cleaner.ts';
import { compareCleaning } from './compare-cleaning.ts';

const PAGES = 60;
const EVERY = 24;

let cleaner: BuiltCleaner;
beforeAll(async () => {
  cleaner = await openBuiltCleaner();
});
afterAll(() => cleaner?.close());

/** Pages spread over the whole set, else the project's own few. */
async function samplePages(): Promise<RawPage[]> {
  if (findEvalFolder() === null) {
    const { asked } = await readAskedPages(0);
    return asked.map(({ id, html }) => ({ url: `https://sample.example/${id}`, html }));
  }
  const pages: RawPage[] = [];
  let at = 0;
  for await (const { url, html } of wcxbPages()) {
    if (at++ % EVERY === 0) pages.push({ url, html });
    if (pages.length === PAGES) break;
  }
  return pages;
}

test('the browser and the daemon read the same out of a page, byte for byte', async () => {
  const pages = await samplePages();
  const runs = await cleaner.clean(pages);
  const differences = pages.map((page, i) => ({
    url: page.url,
    ...compareCleaning(page, runs[i]?.cleaned ?? null),
  }));
  for (const { url, parts, cause } of differences)
    if (parts.length > 0) console.log(`${url}: ${parts.join(', ')} ${cause}`);
  expect(differences.filter(({ sameText }) => sameText).length).toBeGreaterThanOrEqual(0.99 * pages.length);
  expect(differences.filter(({ parts }) => parts.length === 0).length).toBeGreaterThanOrEqual(
    0.95 * pages.length,
  );
});

test('two pages at once are cleaned beside each other', async () => {
  const pages = ['ebb', 'flood'].map((word) => ({
    url: `https://${word}.example/`,
    html: `<title>${word}</title><p>${`All about ${word}, in a sentence. `.repeat(20)}</p>`,
  }));
  const runs = await Promise.all(pages.map((page) => cleaner.clean([page])));
  expect(runs.flat().map((run) => run.cleaned?.fields.article.title)).toEqual(['ebb', 'flood']);
});

test('a page with too many nodes is left to the daemon, and the next one is cleaned', async () => {
  const heavy = { url: 'https://heavy.example/', html: '<p>x</p>'.repeat(60_000) };
  const light = { url: 'https://light.example/', html: '<p>A light page of a few words.</p>' };
  const [first, second] = await cleaner.clean([heavy, light]);
  expect(first?.cleaned).toBeNull();
  expect(second?.cleaned?.fields.article.markdown).toBe('A light page of a few words.');
});

test('what a page would run or load stays inert', async () => {
  const html = `<p>Words.</p><script>throw new Error('ran')</script>
    <img src="https://tracker.example/seen.gif" onerror="document.title = 'ran'"><iframe src="https://tracker.example/"></iframe>
    <link rel="stylesheet" href="https://tracker.example/x.css"><meta http-equiv="refresh" content="0;url=https://tracker.example/">`;
  const asked = cleaner.asked.length;
  const [run] = await cleaner.clean([{ url: 'https://inert.example/', html }]);
  expect(run?.cleaned?.fields.article.markdown).toContain('Words.');
  expect(cleaner.asked.slice(asked).filter((url) => !url.startsWith('chrome-extension:'))).toEqual([]);
});
