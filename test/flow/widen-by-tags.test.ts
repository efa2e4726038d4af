// A question and the tags of its first pages, through the real store and index with the fake embedder.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { searchTarget } from '../../daemon/search/search-target.ts';
import type { SearchTools } from '../../daemon/search/search-passages.ts';
import type { FoundPassage } from '../../shared/contract/passage.ts';
import type { TargetRequest } from '../../shared/contract/target.ts';
import { openFakeEmbedder } from '../fakes/fake-embedder.ts';
import { keepPage } from '../fakes/keep-page.ts';
import { openMemory } from '../open-memory.ts';
import type { Memory } from '../open-memory.ts';

const embedder = openFakeEmbedder();
const folder = mkdtempSync(join(tmpdir(), 'pagekeep-'));
let memory: Memory;
let tools: SearchTools;

/** Twelve pages: two answer the question, the others share a tag with them or nothing. */
beforeAll(async () => {
  memory = await openMemory({ folder, embedder });
  tools = { store: memory.store, index: memory.index, embedder, wordsOnlyNotice: 'Words only.' };
  const wal = 'A commit survives a power cut once its record is on disk.';
  await keepPage(memory, 'wal', [wal], { tags: ['SQLite', 'durability', 'kept', 'lonely'] });
  await keepPage(memory, 'cut', ['What a power cut does to a commit.'], { tags: ['durability', 'kept'] });
  await keepPage(memory, 'pragma', ['Choose full synchronous mode.'], { tags: ['sqlite', 'kept'] });
  await keepPage(memory, 'both', ['Harald likes elephants.'], { tags: ['sqlite', 'Durability'] });
  await keepPage(memory, 'code', ['let x = 1;'], {
    tags: ['sqlite', 'kept'],
    domain: 'code.example',
    language: 'de',
  });
  const gone = await keepPage(memory, 'gone', ['Expired long ago.'], {
    tags: ['sqlite', 'kept'],
    retention_policy: '1_days',
  });
  // Its day began when it was remembered, so it is put back in time.
  memory.store.database
    .prepare('update pages set expires_at = ? where page_id = ?')
    .run(Date.UTC(2001), gone);
  await memory.publisher.refresh(gone);
  for (const name of ['bread', 'roses', 'trams', 'lakes', 'chess', 'opera']) {
    await keepPage(memory, name, [`Everything on ${name}.`], { tags: name === 'opera' ? [] : ['kept'] });
  }
});
afterAll(async () => {
  await memory.close();
  rmSync(folder, { recursive: true, force: true });
});

function ask(more: Partial<TargetRequest> = {}, only: Partial<SearchTools> = {}) {
  const request = { query: 'power cut commit', initial_limit: 2, ...more } as Parameters<
    typeof searchTarget
  >[0];
  return searchTarget(request, { ...tools, ...only });
}

const names = (results: readonly FoundPassage[]): string[] => results.map(({ title }) => title);

describe.each([
  ['words and meaning', embedder],
  ['words alone', null],
])('by %s', (_, withEmbedder) => {
  const only = { embedder: withEmbedder };

  test('the first pages are those of the plain search, and pages that share their tags follow', async () => {
    const answer = await ask({}, only);
    expect(names(answer.results).slice(0, 2)).toEqual(['cut', 'wal']);
    expect(names(answer.results)[2]).toBe('both');
    expect(names(answer.results).slice(3).toSorted()).toEqual(['code', 'pragma']);
    expect(answer).toMatchObject({
      initial_results_count: 2,
      expanded_results_count: 5,
      expansion_used: true,
    });
  });

  test('a page found only through its tag says so, and stands below what the question found', async () => {
    const { results } = await ask({}, only);
    expect(results.map(({ matched_by }) => matched_by.includes('tags'))).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
    expect(results.find(({ title }) => title === 'both')?.matched_by).toEqual(['tags']);
    const scores = results.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(scores[2]).toBeLessThan(scores[1] ?? 0);
  });
});

test('the first pages are byte for byte those of the plain search, explained too', async () => {
  for (const query of [
    'power cut',
    'everything',
    'Harald',
    'sqlite durability',
    'chess opera commit',
    '!?',
  ]) {
    for (const initial_limit of [1, 3, 7]) {
      const plain = await memory.search({ query, limit: initial_limit, explain: true });
      const { results } = await ask({ query, initial_limit, explain: true });
      expect(results.slice(0, plain.count)).toEqual(plain.results);
      expect(new Set(results.map(({ page_id }) => page_id)).size).toBe(results.length);
    }
  }
});

test('tags are weighted by rank and rarity; one that nobody else or nearly everybody carries widens nothing', async () => {
  const { discovered_tags } = await ask();
  expect(discovered_tags.map(({ tag, pages }) => [tag, pages])).toEqual([
    ['durability', 3],
    ['SQLite', 5],
  ]);
  expect(discovered_tags[0]?.weight).toBe(1);
  expect(discovered_tags[1]?.weight).toBeLessThan(1);
});

test('a spelling of another case is the same tag', async () => {
  const answer = await ask({ query: 'Choose full synchronous mode', initial_limit: 1 });
  expect(names(answer.results).slice(0, 1)).toEqual(['pragma']);
  expect(names(answer.results)).toContain('both');
});

test('filters hold in both rounds, and what has expired stays out', async () => {
  expect(names((await ask({ domain: 'notes.example' })).results)).not.toContain('code');
  expect(names((await ask({ language: 'en' })).results)).not.toContain('code');
  expect(names((await ask({ tags: ['durability'] })).results)).toEqual(['cut', 'wal', 'both']);
  expect(names((await ask({ kind: 'code' })).results)).toEqual([]);
  expect(names((await ask({ expanded_limit: 1_000 })).results)).not.toContain('gone');
});

test('the limit counts all pages, and never takes a first one away', async () => {
  expect((await ask({ expanded_limit: 3 })).results).toHaveLength(3);
  const narrow = await ask({ initial_limit: 2, expanded_limit: 1 });
  expect(narrow).toMatchObject({ expansion_used: false, initial_results_count: 2, count: 2 });
});

test('nothing to widen by: the plain answer, said plainly', async () => {
  const answer = await ask({ query: 'opera', initial_limit: 1 });
  expect(answer).toMatchObject({ discovered_tags: [], expansion_used: false, count: 1 });
  await expect(ask({ query: '  ' })).rejects.toMatchObject({ code: 'bad-input' });
});

type Numbers = Record<string, number>;

test('the numbers of an explanation add up to the score', async () => {
  const { results, explain } = await ask({ explain: true, domain: 'www.Notes.example' });
  expect(explain).toMatchObject({
    terms: ['power', 'cut', 'commit'],
    legs: ['words', 'meaning'],
    carriers: 2,
  });
  expect(explain?.['filters']).toEqual({ domain: 'notes.example' });
  for (const { score, explain: numbers } of results) {
    const given = (name: string): number => Number(numbers?.[name]);
    const {
      meaning = 0,
      hubness = 0,
      company = 0,
      coverage = 0,
      bm25 = 0,
      most = 1,
    } = (numbers?.['sum'] ?? {}) as Numbers;
    expect(given('fused')).toBeCloseTo(Math.max(0, meaning - hubness + coverage + bm25 + company) / most, 9);
    const lifts = Object.values((numbers?.['lifts'] ?? {}) as Numbers);
    const own = lifts.reduce((sum, lift) => sum + lift, given('fused'));
    const brought = numbers?.['by_tags'] as Record<'affinity' | 'own_score' | 'lowest', number> | undefined;
    if (brought === undefined) expect(score).toBeCloseTo(own, 4);
    else {
      expect(brought.own_score).toBeCloseTo(own, 9);
      expect(score).toBeCloseTo((brought.lowest * 0.95 * (own + brought.affinity)) / 2, 4);
    }
  }
});
