import { describe, expect, test, vi } from 'vitest';
import { openSampleIndex } from '../../test/fakes/open-sample-index.ts';
import { sampleFacts, samplePassages } from '../../test/fakes/sample-index.ts';
import type { SearchIndex } from './search-index.ts';

async function likeliest(index: SearchIndex, word: string, beginning: string | null = null) {
  const [misspelling] = await index.findSpellings([word], beginning);
  return misspelling === undefined ? 'known' : (misspelling.meant[0] ?? 'unknown');
}

describe('a word', () => {
  test('that stands on no page has the stems that it may have been meant for, by passages', async () => {
    const index = await openSampleIndex();
    const bodies = ['The vacuum of databases.', 'Vacuuming a vacuous database.', 'Evacuate the database.'];
    await index.indexPage(sampleFacts(1), samplePassages(1, bodies));
    expect(await likeliest(index, 'vacum')).toEqual({ stem: 'vacuum', passages: 2, passage_ids: [100, 101] });
    expect(await likeliest(index, 'databse')).toMatchObject({ stem: 'databas', passages: 3 });
    expect(await likeliest(index, 'atabase')).toBe('unknown');
    expect(await likeliest(index, 'zebra')).toBe('unknown');
  });

  test('that stands anywhere is known: in a passage, a tag, an address, a note, at once', async () => {
    const index = await openSampleIndex();
    await index.indexPage(sampleFacts(1), samplePassages(1, ['olive']));
    expect(await likeliest(index, 'olvie')).toMatchObject({ stem: 'oliv' });
    const facts = sampleFacts(2, { url: 'https://olvie.example/presses', tags: ['harvst'], note: 'graftng' });
    await index.indexPage(facts, samplePassages(2, ['orchrd']));
    for (const word of ['olvie', 'press', 'harvst', 'graftng', 'orchrd']) {
      expect([word, await likeliest(index, word)]).toEqual([word, 'known']);
    }
  });

  test('that is unfinished is known as soon as another begins so', async () => {
    const index = await openSampleIndex();
    await index.indexPage(sampleFacts(1), samplePassages(1, ['kubernetes']));
    expect(await likeliest(index, 'kuber', 'kuber')).toBe('known');
    expect(await likeliest(index, 'kuber')).not.toBe('known');
    expect(await likeliest(index, 'kubr', 'kubr')).not.toBe('known');
  });

  test('of a forgotten page is meant by nobody', async () => {
    const index = await openSampleIndex();
    await index.indexPage(sampleFacts(1), samplePassages(1, ['zymurgist']));
    expect(await likeliest(index, 'zymurgst')).toMatchObject({ passage_ids: [100] });
    await index.removePages([1]);
    const [misspelling] = await index.findSpellings(['zymurgst'], null);
    expect(misspelling?.meant.flatMap(({ passage_ids }) => passage_ids)).toEqual([]);
  });
});

test('many words are read while questions go on', async () => {
  const index = await openSampleIndex();
  const letters = 'abcdefghijklmnopqrst';
  const words = Array.from({ length: 8_000 }, (_, at) =>
    Array.from(`${at + 10_000}`, (digit) => letters[Number(digit)]).join(''),
  );
  await index.indexPage(sampleFacts(1), samplePassages(1, [words.join(' '), 'vacuum']));
  await vi.waitFor(
    async () => expect(await likeliest(index, 'vacum')).toMatchObject({ stem: 'vacuum' }),
    10_000,
  );
});
