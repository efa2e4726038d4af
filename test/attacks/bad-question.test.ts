import { expect, onTestFinished, test } from 'vitest';
import { Failure } from '../../daemon/failure.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { openHouse } from './open-house.ts';
import type { OpenHouse } from './open-house.ts';

/** What FTS5 would read as more than words. */
const SYNTAX = [
  'olive NEAR press',
  'NEAR(olive press, 1)',
  'title: olive',
  '{title body} : olive',
  '- title : olive',
  'olive*',
  '^olive',
  'olive AND (press',
  'olive OR',
  'NOT olive',
  'olive + press',
  '"olive" * press',
  '"olive', // never closed
  '""olive""',
  'olive "ol"ive"',
  "olive'; drop table passages; --",
  'olive\u0001\u007F',
  'olive \uFFFF \u202E press',
];

const SIGNS = ['?', '!!!', '"', '""', '-', '--', '-""', '*', '()', '😀', '👩‍👩‍👧', '\u200B', '\u0301', '…', '“”'];

const LONG = [
  'olive '.repeat(1_600),
  `"${'olive '.repeat(1_600)}"`,
  '-olive '.repeat(1_400),
  '"olive" '.repeat(1_200),
  'o'.repeat(9_999),
  '橄欖'.repeat(4_999),
  'a"b-c '.repeat(1_600),
  'olvie '.repeat(1_600),
  '👩‍👩‍👧'.repeat(1_000),
];

async function openGrove(): Promise<OpenHouse> {
  const house = await openHouse(temporaryFolder());
  onTestFinished(() => house.close());
  const html = '<p>Press every olive cold and early.</p>';
  await house.call('capture', { url: 'https://groves.example/press', html, title: 'Oil 橄欖' });
  return house;
}

/** All that can be asked with a question, each as it is typed and as it stands. */
function askAll(house: OpenHouse, query: string) {
  return Promise.all([
    house.call('search', { query }),
    house.call('search', { query, mode: 'keyword', typing: true }),
    house.call('search', { query, group: 'passage', respell: false }),
    house.call('searchTarget', { query, typing: true }),
    house.call('searchImages', { query }),
  ]);
}

test('syntax is words: every question that has the word finds the page', async () => {
  const house = await openGrove();
  for (const query of SYNTAX) {
    const [found, typed] = await askAll(house, query);
    expect([query, found.count, typed.count]).toEqual([query, 1, 1]);
  }
  expect(house.errors).toEqual([]);
});

test('signs alone find nothing and are told so', async () => {
  const house = await openGrove();
  for (const query of SIGNS) {
    const [found, typed, ...others] = await askAll(house, query);
    expect([query, found.count, typed.count, ...others.map(({ count }) => count)]).toEqual([
      query,
      0,
      0,
      0,
      0,
      0,
    ]);
    expect([query, typed.notice]).toEqual([
      query,
      'There is no word in this question to search for. Add one.',
    ]);
  }
  expect(house.errors).toEqual([]);
});

test('the longest questions are answered soon', async () => {
  const house = await openGrove();
  for (const query of LONG) {
    const started = performance.now();
    const [found] = await askAll(house, query.slice(0, 10_000));
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(found.count).toBeLessThanOrEqual(1);
  }
  expect(house.errors).toEqual([]);
});

test('what is no question is refused in a sentence', async () => {
  const house = await openGrove();
  for (const query of [
    '',
    ' ',
    '\n\t',
    '\u3000',
    'x'.repeat(10_001),
    'x'.repeat(1_000_000),
    'olive\0',
    '\uD800',
  ]) {
    for (const name of ['search', 'searchTarget', 'searchImages'] as const) {
      const refused = await house.call(name, { query }).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(Failure);
      expect(refused).toMatchObject({ message: expect.stringMatching(/^[A-Z][^\n]{10,200}\.$/) as string });
      expect(['bad-input', 'too-long', 'too-large']).toContain((refused as Failure).code);
    }
  }
  expect(house.errors).toEqual([]);
});

test('one word finds what a sentence finds', async () => {
  const house = await openGrove();
  for (const query of [
    'olive',
    'olives',
    'How should I press an olive for the best oil?',
    '橄欖',
    'groves.example',
  ]) {
    const found = await house.call('search', { query, mode: 'keyword' });
    expect([query, found.count]).toEqual([query, 1]);
  }
});
