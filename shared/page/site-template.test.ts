import { expect, test } from 'vitest';
import { parseHtml } from '../../daemon/ingest/parse-html.ts';
import { cleanPage } from './clean-page.ts';
import type { Article } from './article.ts';
import type { PageContext } from './clean-page.ts';

const SUBJECTS = ['olives', 'figs', 'almonds', 'carobs', 'quinces'];

/** Sentences that no other subject has. */
const prose = (subject: string, at: number): string =>
  `<p>In year ${at} the ${subject} of the valley ripened ${at} days early, and the old people who dry ${subject} in stone houses
   said that ${subject} had never been picked before ${at} storms had passed, so nobody believed what the ${subject} showed.</p>`;
const story = (subject: string): string =>
  `<h1>How ${subject} are dried</h1>${[11, 12, 13, 14, 15, 16].map((at) => prose(subject, at)).join('')}`;

const INVITATION =
  'This story was made by readers of the valley paper, who pay for every walk that our two reporters take.';
const TEMPLATE = `<h2>About this paper</h2><p>${INVITATION}</p><p>Write to us.</p>`;
const page = (inner: string): string =>
  `<title>Valley paper</title><body><main><article class="story post-17">${inner}</article></main></body>`;
const read = (inner: string, more: Partial<PageContext> = {}): Article =>
  cleanPage(parseHtml(page(inner)), { url: 'https://paper.example/story', trace: true, ...more });

/** The marks of that many pages of the site. */
const siblings = (count: number, inner: (subject: string) => string) =>
  SUBJECTS.slice(1, 1 + count).map((subject) => read(inner(subject)).marks);

const told = (subject: string): string => story(subject) + TEMPLATE;
const teaser = (subject: string): string =>
  `${story(subject)}<section class="teasers"><div class="teaser">${prose('olives', 11)}</div></section>`;
const TABLE =
  '<table><tr><th>Method</th><th>Days of drying</th></tr><tr><td>On the roof</td><td>six or seven</td></tr></table>';
const manual = (subject: string): string =>
  `${story(subject)}<h2>How to call it</h2><pre>dry --slowly --on roof --for 7 days</pre><h2>Where it happens</h2>${TABLE}
   <h2>What comes back</h2>${prose(subject, 20)}`;
const answered = (subject: string): string =>
  `${story(subject)}<h2>What comes back</h2><p>Nothing.</p><h2>When</h2>${prose(subject, 20)}`;
const part = (at: number): string => prose('olives', at);

test('what stands on the third page of a site is its template, and the trace says so', () => {
  const article = read(told('olives'), { siblings: siblings(2, told) });
  expect(article.markdown).toContain('16 storms');
  expect(article.markdown).not.toContain('About this paper');
  const template = article.dropped?.filter(({ step }) => step === 'site-template');
  expect(template?.map(({ text }) => text)).toEqual(['About this paper', INVITATION, 'Write to us.']);
  expect(template?.[0]?.reason).toBe('it stands on other pages of the site too');
});

test('on the first two pages of a site nothing is', () => {
  expect(read(told('olives'), { siblings: siblings(1, told) }).markdown).toContain(INVITATION);
});

test('the step can be left out', () => {
  const article = read(told('olives'), { siblings: siblings(2, told), without: ['site-template'] });
  expect(article.markdown).toContain(INVITATION);
});

test('the marks are those of the page before anything was taken out', () => {
  expect(read(told('olives'), { siblings: siblings(2, told) }).marks).toEqual(read(told('olives')).marks);
});

test('versions of one page, however many, take nothing from it', () => {
  const versions = [told('olives'), `<p>Print view</p>${told('olives')}`, `${told('olives')}${told('figs')}`];
  const article = read(told('olives'), { siblings: versions.map((inner) => read(inner).marks) });
  expect(article.markdown).toBe(read(told('olives')).markdown);
});

test('a page captured over and over is one page', () => {
  const once = read(told('figs')).marks;
  expect(read(told('olives'), { siblings: [once] }).markdown).toContain(INVITATION);
});

test('a teaser on other pages does not take the first paragraph from its story', () => {
  const article = read(told('olives'), { siblings: siblings(2, teaser) });
  expect(article.markdown).toContain('11 storms');
});

test('code and tables stay, and so does a heading with something under it', () => {
  const article = read(manual('olives'), { siblings: siblings(3, manual) });
  expect(article.markdown).toBe(read(manual('olives')).markdown);
});

test('a short answer under its own heading stays', () => {
  const article = read(answered('olives'), { siblings: siblings(3, answered) });
  expect(article.markdown).toContain('Nothing.');
});

test('where most of the page would go, nothing does', () => {
  const others = [
    [1, 2],
    [1, 2],
    [3, 4],
    [3, 4],
    [5, 6],
    [5, 6],
  ].map((parts) => read(story('figs') + parts.map(part).join('')).marks);
  const whole = [1, 2, 3, 4, 5, 6].map(part).join('');
  expect(read(whole, { siblings: others }).markdown).toBe(read(whole).markdown);
});
