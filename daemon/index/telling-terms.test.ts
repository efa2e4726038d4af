import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectIndex } from './index-database.ts';
import type { IndexDatabase } from './index-database.ts';
import { openLocalIndex } from './local-index.ts';
import { tellingTerms } from './telling-terms.ts';
import { sampleFacts, samplePassages } from '../../test/fakes/sample-index.ts';

const folder = mkdtempSync(join(tmpdir(), 'pagekeep-telling-'));
let index: IndexDatabase;

beforeAll(async () => {
  const file = join(folder, 'index.db');
  const local = openLocalIndex({ file, mode: 'ram', dimensions: 4 });
  for (let id = 1; id <= 100; id++) {
    const body = id === 7 ? 'the market has a windlass' : 'the market is open';
    await local.indexPage(sampleFacts(id), samplePassages(id, [body]));
  }
  await local.close();
  index = connectIndex(file);
});
afterAll(() => {
  index.database.close();
  rmSync(folder, { recursive: true });
});

test('leaves out words that many passages hold, and keeps the rarest where all do', () => {
  expect(tellingTerms(index, '"markets" OR "windlass"', 50)).toBe('"windlass"');
  expect(tellingTerms(index, '"markets" OR "the"', 50)).toMatch(/^"(?:markets|the)"$/);
});

test('keeps phrases, beginnings and unknown words', () => {
  const match = '"open market" OR "wind"* OR "nowhere" OR "market"';
  expect(tellingTerms(index, match, 50)).toBe('"open market" OR "wind"* OR "nowhere"');
});

test('changes nothing in a smaller index', () => {
  expect(tellingTerms(index, '"markets" OR "windlass"')).toBe('"markets" OR "windlass"');
});
