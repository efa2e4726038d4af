import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { sampleFacts, samplePassages } from '../../test/fakes/sample-index.ts';
import { filterPassages } from './filter-passages.ts';
import { connectIndex } from './index-database.ts';
import type { IndexDatabase } from './index-database.ts';
import { openLocalIndex } from './local-index.ts';
import { passingIds } from './passing-ids.ts';
import type { RetrievalFilters } from './search-index.ts';

const folder = mkdtempSync(join(tmpdir(), 'pagekeep-passing-'));
let index: IndexDatabase;

beforeEach(async () => {
  const file = join(folder, 'index.db');
  rmSync(file, { force: true });
  const local = openLocalIndex({ file, mode: 'ram', dimensions: 4 });
  for (let id = 1; id <= 3; id++) await local.indexPage(sampleFacts(id), samplePassages(id, ['the market']));
  await local.close();
  index = connectIndex(file);
  return () => index.database.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

function idsOf(filters: RetrievalFilters): readonly number[] {
  const filter = filterPassages(index, filters, 0);
  return filter === null ? [] : passingIds(index, filter);
}

const pagesOf = (ids: readonly number[]): unknown[] =>
  index
    .sql('select page_id from indexed where passage_id in (select value from json_each(?)) order by page_id')
    .pluck()
    .all(JSON.stringify(ids));

const move = (pageId: number, domain: string) =>
  index.sql('update page_facts set domain = ? where page_id = ?').run(domain, pageId);

test('the same filter is not read again while nothing changes', () => {
  move(2, 'moved.example');
  const ids = idsOf({ domain: 'moved.example' });
  expect(pagesOf(ids)).toEqual([2]);
  expect(idsOf({ domain: 'moved.example' })).toBe(ids);
});

test('another filter, or other values of it, has ids of its own', () => {
  move(2, 'moved.example');
  move(3, 'other.example');
  expect(pagesOf(idsOf({ domain: 'moved.example' }))).toEqual([2]);
  expect(pagesOf(idsOf({ domain: 'other.example' }))).toEqual([3]);
  expect(pagesOf(idsOf({ page_ids: [1, 3] }))).toEqual([1, 3]);
  expect(pagesOf(idsOf({ domain: 'moved.example' }))).toEqual([2]);
});

test('what changed since is seen', () => {
  move(2, 'moved.example');
  expect(pagesOf(idsOf({ domain: 'moved.example' }))).toEqual([2]);
  move(3, 'moved.example');
  expect(pagesOf(idsOf({ domain: 'moved.example' }))).toEqual([2, 3]);
  index.sql('delete from indexed where page_id = 2').run();
  expect(pagesOf(idsOf({ domain: 'moved.example' }))).toEqual([3]);
});

test('what a transaction wrote is seen inside it, and not after it was undone', () => {
  const undone = index.database.transaction(() => {
    move(2, 'moved.example');
    expect(pagesOf(idsOf({ domain: 'moved.example' }))).toEqual([2]);
    throw new Error('undone');
  });
  expect(undone).toThrow('undone');
  expect(idsOf({ domain: 'moved.example' })).toEqual([]);
});
