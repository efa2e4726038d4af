// The same page in 20 languages, through the whole daemon: kept whole, its language told, found by a word of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse } from '../attacks/open-house.ts';
import type { OpenHouse } from '../attacks/open-house.ts';
import { readLanguages } from '../bench/language-pages.ts';
import { LAYOUTS, TOLD_PAGES, writePage } from '../fixtures/languages/write-page.ts';

test.each(readLanguages())(
  'cleaning $language, laid out as $layout, loses nothing and leaves nothing',
  ({ lost, left }) => {
    expect({ lost, left }).toEqual({ lost: [], left: [] });
  },
);

describe('in one memory', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pagekeep-'));
  let house: OpenHouse;
  beforeAll(async () => {
    house = await openHouse(folder);
    for (const told of TOLD_PAGES)
      for (const layout of LAYOUTS) {
        const { url, html } = writePage(told, layout);
        await house.call('capture', { url, html });
      }
  });
  afterAll(async () => {
    await house.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('every page is kept, in the language it is written in', async () => {
    const { content } = await house.call('list', { limit: 100 });
    const kept = content.map(({ url, language }) => `${url} ${language}`);
    const written = TOLD_PAGES.flatMap((told) =>
      LAYOUTS.map((layout) => `${writePage(told, layout).url} ${told.language}`),
    );
    expect(kept.toSorted()).toEqual(written.toSorted());
  });

  test.each(TOLD_PAGES.map(({ language, word }) => [language, word]))(
    'a page in %s is found by “%s”',
    async (language, word) => {
      const { results } = await house.call('search', { query: word, mode: 'keyword', limit: 10 });
      expect(results.slice(0, LAYOUTS.length).map((result) => result.language)).toEqual(
        LAYOUTS.map(() => language),
      );
    },
  );

  test.each(TOLD_PAGES.map(({ language, title }) => [language, title]))(
    'a page in %s is found by its title',
    async (language, title) => {
      const { results } = await house.call('search', { query: title, mode: 'keyword', limit: 3 });
      expect(results.map((result) => result.language)).toEqual(LAYOUTS.map(() => language));
    },
  );
});
