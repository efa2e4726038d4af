import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { quietIndex } from '../../test/fakes/open-sample-index.ts';
import { sampleFacts, samplePassages, sampleVector } from '../../test/fakes/sample-index.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import type { IndexOptions, SearchIndex } from './search-index.ts';

/** As long as a busy machine may take to start a thread. */
const SOON = { timeout: 15_000 };

function openIndex(clocks: Pick<IndexOptions, 'syncIdleMs' | 'syncPeriodMs'>) {
  const file = join(temporaryFolder(), 'index.db');
  const index = quietIndex(file, clocks);
  onTestFinished(() => index.close());
  return { file, index };
}

/** What the copy on disk holds right now. */
function passagesOnDisk(file: string): number {
  const database = new Database(file, { readonly: true });
  try {
    return Number(database.prepare('select count(*) from indexed').pluck().get());
  } finally {
    database.close();
  }
}

async function putPage(index: SearchIndex, page: number): Promise<void> {
  await index.indexPage(sampleFacts(page), samplePassages(page, ['red']));
}

test('some time after the last change the copy is in step, without anybody asking', async () => {
  const { file, index } = openIndex({ syncIdleMs: 20 });
  await putPage(index, 1);
  await expect.poll(() => passagesOnDisk(file), SOON).toBe(1);
  await expect
    .poll(() => index.metrics(), SOON)
    .toMatchObject({ total_syncs: 1, pending_changes: 0, failed_syncs: 0 });
});

test('changes that never pause are copied from time to time', async () => {
  const { file, index } = openIndex({ syncPeriodMs: 50 });
  await expect
    .poll(async () => {
      await putPage(index, 1 + Math.floor(performance.now()));
      return passagesOnDisk(file);
    }, SOON)
    .toBeGreaterThan(1);
  await expect.poll(async () => (await index.metrics()).total_syncs, SOON).toBeGreaterThan(0);
});

test('embeddings are copied as soon as they come', async () => {
  const { file, index } = openIndex({});
  const passages = samplePassages(1, ['red']);
  await index.indexPage(sampleFacts(1), passages);
  expect(passagesOnDisk(file)).toBe(0);
  await index.indexVectors(passages.map((passage) => sampleVector(passage)));
  await expect.poll(() => passagesOnDisk(file), SOON).toBe(1);
});

test('a clock that fails tries again when it may', async () => {
  const { file, index } = openIndex({ syncIdleMs: 20 });
  await index.metrics();
  const intruder = new Database(file);
  intruder.exec('begin exclusive');
  await putPage(index, 1);
  await expect.poll(async () => (await index.metrics()).failed_syncs, SOON).toBeGreaterThan(0);
  expect((await index.metrics()).pending_changes).toBeGreaterThan(0);
  intruder.exec('rollback');
  intruder.close();
  await expect.poll(() => passagesOnDisk(file), SOON).toBe(1);
});

test('the metrics count what was written, when, and how long it took', async () => {
  const { index } = openIndex({});
  expect(await index.metrics()).toMatchObject({
    total_syncs: 0,
    last_sync_time: null,
    last_sync_duration: null,
    total_records_synced: 0,
  });
  await putPage(index, 1);
  const waiting = (await index.metrics()).pending_changes;
  const before = Date.now();
  const { total_records_synced, last_sync_time, last_sync_duration } = await index.sync();
  expect(total_records_synced).toBe(waiting);
  expect(Date.parse(last_sync_time ?? '')).toBeGreaterThanOrEqual(before);
  expect(last_sync_duration).toBeGreaterThanOrEqual(0);
  expect((await index.sync()).total_syncs).toBe(1);
});
