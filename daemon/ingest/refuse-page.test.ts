import { expect, test } from 'vitest';
import { requireKeptLanguage } from './refuse-page.ts';

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
