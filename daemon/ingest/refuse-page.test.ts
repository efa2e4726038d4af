import { expect, test } from 'vitest';
import type { ReadPage } from './page-reader.ts';
import { requireKeptLanguage, requireOrdinary } from './refuse-page.ts';

test.each([
  ['en', ['en']],
  ['de', ['en', 'de-AT']],
  ['pt', ['pt-BR']],
  ['no', ['nb']],
  ['zh', ['zh-Hant-TW']],
  [null, ['en']],
  ['fr', null],
])('a page in %s is kept where %j is', (language, kept) => {
  expect(() => requireKeptLanguage(language, kept)).not.toThrow();
});

test('a page in another language is refused, naming both', () => {
  expect(() => requireKeptLanguage('fr', ['en', 'de-AT'])).toThrow(
    expect.objectContaining({ code: 'language', message: expect.stringMatching(/fr.*en, de-AT/) }),
  );
});

const page = { sensitive: 'sign-in' } as ReadPage;
const url = 'https://a.example/login';

test('a fetched page to sign in on is refused', () => {
  expect(() => requireOrdinary(page, { fetched: true }, url)).toThrow(
    expect.objectContaining({
      code: 'sensitive',
      message: 'This looks like a sign-in page, so it was not kept.',
      details: { url, kind: 'sign-in' },
    }),
  );
});

test.each([
  ['a person insists', page, { fetched: true, allow_sensitive: true }],
  ['a browser sent it', page, {}],
  ['it is ordinary', { sensitive: null } as ReadPage, { fetched: true }],
])('it is kept where %s', (_why, read, ask) => {
  expect(() => requireOrdinary(read, ask, url)).not.toThrow();
});
