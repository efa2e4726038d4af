import { expect, test } from 'vitest';
import { parseHtml } from '../../daemon/ingest/parse-html.ts';
import { cleanPage } from './clean-page.ts';
import type { PageContext } from './clean-page.ts';

const read = (html: string, more: Partial<PageContext> = {}) =>
  cleanPage(parseHtml(html), { url: 'https://paper.example/story', trace: true, ...more });

const PROSE =
  'The old press stands behind the mill, and every autumn the whole village brings its olives there. ';
const paragraphs = (count: number): string =>
  Array.from({ length: count }, (_, i) => `<p>${i} ${PROSE.repeat(3)}</p>`).join('');
const STORY = `<main><article><h1>The press</h1>${paragraphs(6)}</article></main>`;
const ASKED =
  '<p>We and our 812 partners store information on this device to read what you like and to measure it.</p><button>Agree</button>';

test.each([
  ['a consent layer by its id', `<div id="onetrust-consent-sdk"><div>${ASKED}</div></div>`],
  ['a consent layer by its class', `<section class="box cookie-banner">${ASKED}</section>`],
  ['a dialog', `<div role="dialog" aria-label="Choices">${ASKED}</div>`],
  ['an alert', `<div role="alertdialog">${ASKED}</div>`],
  ['a modal', `<div aria-modal="true">${ASKED}</div>`],
  ['a fixed layer', `<div style="position: fixed; inset: 0">${ASKED}</div>`],
])('%s is not of the page it lies over, and the trace says so', (_, layer) => {
  for (const article of [read(`${layer}${STORY}`), read(`${STORY}${layer}`)]) {
    expect(article.markdown).not.toContain('812 partners');
    expect(article.markdown).toContain('The old press');
    expect(article.obstacle).toBeNull();
    const dropped = article.dropped?.find(({ text }) => text.includes('812 partners'));
    expect(dropped).toMatchObject({ step: 'overlays', reason: 'it lies over the page' });
  }
});

test('the step can be left out', () => {
  const html = `<div role="dialog">${ASKED}</div>`;
  expect(read(html, { without: ['overlays', 'select-blocks'] }).markdown).toContain('812 partners');
});

test('a story shown in a dialog over little else is the page', () => {
  const article = read(`<nav><a href="/">Home</a></nav><div role="dialog">${STORY}</div>`);
  expect(article.markdown).toContain('The old press');
  expect(article.obstacle).toBeNull();
});

test('a page with nothing behind the consent layer is covered', () => {
  const article = read(
    `<title>The press</title><div id="didomi-host">${ASKED.repeat(3)}</div><p>Loading</p>`,
  );
  expect(article.obstacle).toBe('covered');
  expect(article.markdown).not.toContain('812 partners');
});

const linked = (description: object): string =>
  `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', ...description })}</script>`;
const CLOSED = linked({
  isAccessibleForFree: 'False',
  hasPart: { '@type': 'WebPageElement', isAccessibleForFree: false, cssSelector: '.paid' },
});

test('the beginning of a closed page is kept, and known for no more than that', () => {
  const article = read(
    `${CLOSED}<main><h1>The press</h1>${paragraphs(2)}<p class="paid">Read on.</p></main>`,
  );
  expect(article.obstacle).toBe('paywall');
  expect(article.markdown).toContain('The old press');
});

test('a long beginning without its closed part is still a beginning', () => {
  expect(read(`${CLOSED}<main><h1>The press</h1>${paragraphs(9)}</main>`).obstacle).toBe('paywall');
});

test('who paid sees it all', () => {
  const paid = `<div class="text paid">${paragraphs(5)}</div>`;
  expect(read(`${CLOSED}<main><h1>The press</h1>${paragraphs(2)}${paid}</main>`).obstacle).toBeNull();
});

test('a page open to everybody that says so is no beginning', () => {
  expect(read(linked({ isAccessibleForFree: true }) + STORY).obstacle).toBeNull();
});

test.each([
  ['prerender status', '<meta name="prerender-status-code" content="404">'],
  ['status meta', '<meta http-equiv="Status" content="410 Gone">'],
])('%s of an error is believed', (_, head) => {
  expect(read(head + STORY).obstacle).toBe('error');
});

test.each([
  ['a redirect', '<meta name="prerender-status-code" content="301">'],
  ['a page that calls itself 404', '<title>404: not found, a short history</title>'],
])('%s is none', (_, head) => {
  expect(read(head + STORY).obstacle).toBeNull();
});

const UNLISTED = '<meta name="robots" content="noindex, follow">';

test('a few words that ask not to be listed are the shell of an error; a note that says who wrote it is not', () => {
  const few = '<main><h1>Lost</h1><p>Nothing is here. Go back to the first page.</p></main>';
  expect(read(UNLISTED + few).obstacle).toBe('error');
  expect(read(`${UNLISTED}<meta name="author" content="Ada Grove">${few}`).obstacle).toBeNull();
  expect(read(few).obstacle).toBeNull();
  expect(read(UNLISTED + STORY).obstacle).toBeNull();
});
