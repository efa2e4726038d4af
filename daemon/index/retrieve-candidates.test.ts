import { describe, expect, test } from 'vitest';
import { openSampleIndex } from '../../test/fakes/open-sample-index.ts';
import { angled, sampleFacts, samplePassages, sampleVector } from '../../test/fakes/sample-index.ts';
import type { PageFacts, RetrievalFilters, SearchIndex } from './search-index.ts';

async function put(index: SearchIndex, facts: PageFacts, bodies: string[], angle?: number, title?: string) {
  const passages = samplePassages(facts.page_id, bodies, title);
  await index.indexPage(facts, passages);
  if (angle !== undefined) await index.indexVectors(passages.map((passage) => sampleVector(passage, angle)));
}

async function pagesFor(index: SearchIndex, match: string | null, filters: RetrievalFilters = {}) {
  const vector = match === null ? angled(0) : null;
  const found = await index.retrieveCandidates({ match, vector, pool: 10 }, filters);
  return [...new Set(found.map((candidate) => candidate.page_id))].toSorted((a, b) => a - b);
}

test('every candidate has both scores, whichever leg found it', async () => {
  const index = await openSampleIndex();
  await put(index, sampleFacts(1), ['olive oil'], 3);
  await put(index, sampleFacts(2), ['sunflower'], 0);
  await put(index, sampleFacts(3), ['olive grove']);
  const found = await index.retrieveCandidates({ match: '"olive"', vector: angled(0), pool: 1 }, {});
  const byPage = new Map(found.map((candidate) => [candidate.page_id, candidate]));
  expect(new Set(byPage.keys())).toEqual(new Set([1, 2]));
  expect(byPage.get(1)?.bm25).toBeGreaterThan(0);
  expect(byPage.get(1)?.cosine).toBeCloseTo(Math.cos(3), 5);
  expect(byPage.get(2)).toMatchObject({ bm25: null });
  expect(byPage.get(2)?.cosine).toBeCloseTo(1, 5);
  expect(
    (await index.retrieveCandidates({ match: '"grove"', vector: angled(0), pool: 3 }, {})).find(
      (candidate) => candidate.page_id === 3,
    ),
  ).toMatchObject({ cosine: null });
});

test('every page is held against the five that lead by meaning and words', async () => {
  const index = await openSampleIndex();
  const angles = [0, 0.15, 0.3, 0.45, 0.6, 1, 1.4];
  // The word lifts the sixth page above the fifth.
  for (const [n, angle] of angles.entries())
    await put(index, sampleFacts(n + 1), [n === 5 ? 'olive oil' : 'sunflower'], angle);
  const found = await index.retrieveCandidates({ match: '"olive"', vector: angled(0), pool: 10 }, {});
  const company = new Map(found.map((candidate) => [candidate.page_id, candidate.company ?? NaN]));
  const leaders = [0, 0.15, 0.3, 0.45, 1];
  for (const [n, angle] of angles.entries()) {
    const others = leaders.filter((leader) => leader !== angle).map((leader) => Math.cos(angle - leader));
    const mean = others.reduce((sum, cosine) => sum + cosine, 0) / others.length;
    expect(Math.abs((company.get(n + 1) ?? NaN) - mean)).toBeLessThan(0.01);
  }
});

test('a nearer vector never has a lower cosine, over the whole circle', async () => {
  const index = await openSampleIndex();
  const angles = Array.from({ length: 32 }, (_, n) => (n * Math.PI) / 31);
  for (const [n, angle] of angles.entries()) await put(index, sampleFacts(n + 1), [`body ${n}`], angle);
  const found = await index.retrieveCandidates({ match: null, vector: angled(0), pool: 32 }, {});
  const byPage = found.toSorted((a, b) => a.page_id - b.page_id).map((candidate) => candidate.cosine ?? NaN);
  expect(byPage).toHaveLength(32);
  for (const [n, cosine] of byPage.entries()) expect(cosine).toBeCloseTo(Math.cos(angles[n] ?? NaN), 5);
});

test('words count more in the title than in a heading or the body, and in fuller pages less', async () => {
  const index = await openSampleIndex();
  await put(index, sampleFacts(1), ['a note about something else entirely'], undefined, 'Olive');
  await put(index, sampleFacts(2), ['an olive note about something else entirely'], undefined, 'Note');
  await put(index, sampleFacts(3), [`olive ${'filler '.repeat(200)}`], undefined, 'Note');
  await put(index, sampleFacts(4), ['nothing of it'], undefined, 'Note');
  const found = await index.retrieveCandidates({ match: '"olive"', vector: null, pool: 10 }, {});
  const ranked = found
    .toSorted((a, b) => (b.bm25 ?? 0) - (a.bm25 ?? 0))
    .map((candidate) => candidate.page_id);
  expect(ranked).toEqual([1, 2, 3]);
});

test('a page is found by its tags and address, and by new tags without its text', async () => {
  const index = await openSampleIndex();
  await put(index, sampleFacts(1, { tags: ['gardening'], url: 'https://a.example/olive-press' }), [
    'some text',
  ]);
  expect(await pagesFor(index, '"gardening"')).toEqual([1]);
  expect(await pagesFor(index, '"press"')).toEqual([1]);
  await index.updateFacts(sampleFacts(1, { tags: ['cooking'], url: 'https://a.example/olive-press' }));
  expect(await pagesFor(index, '"gardening"')).toEqual([]);
  expect(await pagesFor(index, '"cooking"')).toEqual([1]);
  expect(await pagesFor(index, '"text"', { tags: ['cooking'] })).toEqual([1]);
});

test('words are found in any form, with or without accents, and in scripts without spaces', async () => {
  const index = await openSampleIndex();
  await put(index, sampleFacts(1), ['The trees were pruned in Málaga.']);
  await put(index, sampleFacts(2), ['東京都は日本の首都です。']);
  await put(index, sampleFacts(3), ['서울은 한국의 수도이다']);
  expect(await pagesFor(index, '"pruning" OR "malaga"')).toEqual([1]);
  expect(await pagesFor(index, '"東京"')).toEqual([2]);
  expect(await pagesFor(index, '"首都"')).toEqual([2]);
  expect(await pagesFor(index, '"京東"')).toEqual([]);
  expect(await pagesFor(index, '"서울"')).toEqual([3]);
});

test('FTS operators, quotes and SQL are words like any other', async () => {
  const index = await openSampleIndex();
  const hostile = `NEAR("x") AND NOT col:* ^'; drop table indexed; --`;
  await put(
    index,
    sampleFacts(1, { tags: [hostile], domain: hostile, url: hostile }),
    [hostile],
    undefined,
    hostile,
  );
  expect(await pagesFor(index, '"near" OR "NOT" OR "drop"')).toEqual([1]);
  expect(await pagesFor(index, `"say ""x"""`)).toEqual([]);
  expect(await pagesFor(index, '"drop"', { tags: [hostile], domain: hostile })).toEqual([1]);
  expect(await pagesFor(index, '"drop"', { language: hostile, retention_policy: hostile })).toEqual([]);
  expect((await index.metrics()).passages).toBe(1);
});

describe('filters hold inside retrieval', () => {
  test('a tagged page is found although many untagged ones are nearer', async () => {
    const index = await openSampleIndex();
    for (let n = 1; n <= 60; n += 1) await put(index, sampleFacts(n), ['olive'], 0);
    await put(
      index,
      sampleFacts(99, { tags: ['rare'] }),
      ['olive but with much longer text than the others'],
      1.5,
    );
    for (const match of ['"olive"', null]) {
      expect(await pagesFor(index, match, { tags: ['rare'] })).toEqual([99]);
      expect(await pagesFor(index, match)).not.toContain(99);
    }
  });

  test('a tag is compared whole: java does not match javascript', async () => {
    const index = await openSampleIndex();
    await put(index, sampleFacts(1, { tags: ['javascript'] }), ['olive'], 0);
    await put(index, sampleFacts(2, { tags: ['java'] }), ['olive'], 0);
    await put(index, sampleFacts(3, { tags: ['java', 'coffee'] }), ['olive'], 0);
    expect(await pagesFor(index, '"olive"', { tags: ['java'] })).toEqual([2, 3]);
    expect(await pagesFor(index, null, { tags: ['java', 'javascript'] })).toEqual([1, 2, 3]);
    expect(await pagesFor(index, null, { tags: ['java', 'coffee'], tags_match: 'all' })).toEqual([3]);
    expect(await pagesFor(index, '"olive"', { tags: ['%'] })).toEqual([]);
    expect(await pagesFor(index, '"olive"', { tags: [] })).toEqual([1, 2, 3]);
  });

  test('by domain with subdomains, language with regions, time, retention, kind and page', async () => {
    const index = await openSampleIndex();
    await put(
      index,
      sampleFacts(1, { domain: 'a.example', language: 'en-GB', captured_at: 10 }),
      ['olive'],
      0,
    );
    await put(
      index,
      sampleFacts(2, { domain: 'docs.a.example', language: 'en', captured_at: 20 }),
      ['olive'],
      0,
    );
    await put(
      index,
      sampleFacts(3, { domain: 'nota.example', language: 'eng', captured_at: 30 }),
      ['olive'],
      0,
    );
    await index.indexPage(
      sampleFacts(4, {
        domain: 'b.example',
        language: null,
        captured_at: 40,
        retention_policy: 'session_only',
      }),
      samplePassages(4, ['olive']).map((passage): typeof passage => ({ ...passage, kind: 'code' })),
    );
    const found = (filters: RetrievalFilters) => pagesFor(index, '"olive"', filters);
    expect(await found({ domain: 'a.example' })).toEqual([1, 2]);
    expect(await found({ language: 'en' })).toEqual([1, 2]);
    expect(await found({ since: 20, until: 30 })).toEqual([2, 3]);
    expect(await found({ retention_policy: 'session_only' })).toEqual([4]);
    expect(await found({ kind: 'code' })).toEqual([4]);
    expect(await found({ page_ids: [2, 4, 9] })).toEqual([2, 4]);
    expect(await found({ page_ids: [] })).toEqual([]);
  });

  test('a page past its days answers no more, words or meaning', async () => {
    const index = await openSampleIndex();
    const lately = Date.now() - 3_600_000;
    await put(index, sampleFacts(1, { retention_policy: '1_days', expires_at: lately }), ['olive'], 0);
    await put(
      index,
      sampleFacts(2, { retention_policy: '1_days', expires_at: lately + 86_400_000 }),
      ['olive'],
      0,
    );
    expect(await pagesFor(index, '"olive"')).toEqual([2]);
    expect(await pagesFor(index, null)).toEqual([2]);
  });
});

test('a pool of any size is answered, past the 4,096 neighbours vec0 knows', async () => {
  const index = await openSampleIndex();
  const passages = samplePassages(
    1,
    Array.from({ length: 5000 }, (_, n) => `body ${n}`),
  );
  await index.indexPage(sampleFacts(1), passages);
  await index.indexVectors(passages.map((passage, n) => sampleVector(passage, n / 5000)));
  for (const pool of [820, 4097, 10_100]) {
    const found = await index.retrieveCandidates({ match: null, vector: angled(0), pool }, {});
    expect(found).toHaveLength(Math.min(pool, 4096));
  }
  expect(
    await index.retrieveCandidates({ match: '"body"', vector: angled(0), pool: 10_100 }, {}),
  ).toHaveLength(5000);
});

test('a page of thousands of passages leaves room for others, and fills what they leave', async () => {
  const index = await openSampleIndex();
  const long = samplePassages(
    1000,
    Array.from({ length: 5000 }, () => 'olive olive'),
  );
  await index.indexPage(sampleFacts(1000), long);
  await index.indexVectors(long.map((passage) => sampleVector(passage, 0)));
  for (const page of [2, 3]) await put(index, sampleFacts(page), ['an olive among many other words'], 0.5);
  const ask = async (match: string | null) => {
    const vector = match === null ? angled(0) : null;
    return index.retrieveCandidates({ match, vector, pool: 20 }, {});
  };
  for (const match of [null, '"olive"']) {
    const found = await ask(match);
    expect(found).toHaveLength(20);
    expect(new Set(found.map(({ page_id }) => page_id))).toEqual(new Set([1000, 2, 3]));
  }
});

test('an empty index and an empty question answer nothing', async () => {
  const index = await openSampleIndex();
  expect(await index.retrieveCandidates({ match: '"olive"', vector: angled(0), pool: 10 }, {})).toEqual([]);
  await put(index, sampleFacts(1), ['olive'], 0);
  expect(await index.retrieveCandidates({ match: null, vector: null, pool: 10 }, {})).toEqual([]);
});
