import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { samplePage } from '../../test/fakes/sample-page.ts';
import { commitPage } from './commit-page.ts';
import { countMemory } from './count-memory.ts';

test('counts what is kept and its bytes', async () => {
  const store = await emptyStore();
  await commitPage(store, samplePage());
  const counts = await countMemory(store);
  expect(counts).toMatchObject({ pages: 1, passages: 2, images: 1, last_captured_at: Date.UTC(2026, 4, 1) });
  expect(counts.bytes).toBe(statSync(store.file).size + statSync(`${store.file}-wal`).size);
});
