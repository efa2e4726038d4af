import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { samplePage } from '../../test/fakes/sample-page.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { openSqlite } from '../open-sqlite.ts';
import { commitPage } from './commit-page.ts';
import { closeStore, openStore } from './open-store.ts';
import type { Store } from './open-store.ts';

let folder: string;
let store: Store;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  folder = temporaryFolder();
  store = await openStore(join(folder, 'pages.db'));
});

afterEach(async () => {
  vi.useRealTimers();
  if (store.database.open) await closeStore(store);
});

async function keep(from: number, to: number): Promise<void> {
  for (let nth = from; nth < to; nth += 1)
    await commitPage(store, samplePage({ url: `https://site.example/${nth}`, capture_id: `capture-${nth}` }));
}

/** How many pages the file has without its journal. */
function pagesInFile(): number {
  const alone = join(folder, 'alone.db');
  copyFileSync(store.file, alone);
  const database = openSqlite(alone);
  try {
    return database.prepare<[], number>('select count(*) from pages').pluck().get() ?? 0;
  } finally {
    database.close();
  }
}

test('what was kept goes from the journal to the file once nobody keeps anything', async () => {
  await keep(0, 40);
  vi.advanceTimersByTime(20);
  await keep(40, 80);
  vi.advanceTimersByTime(20);
  expect(pagesInFile()).toBe(0);
  vi.advanceTimersByTime(10);
  expect(pagesInFile()).toBe(80);
});

test('a few pages are not worth it', async () => {
  await keep(0, 20);
  vi.advanceTimersByTime(60_000);
  expect(pagesInFile()).toBe(0);
});

test('a reader keeps its view, and the next quiet moment folds the rest', async () => {
  await keep(0, 1);
  const reader = openSqlite(store.file);
  reader.exec('begin');
  const count = reader.prepare<[], number>('select count(*) from pages').pluck();
  expect(count.get()).toBe(1);
  await keep(1, 80);
  vi.advanceTimersByTime(60_000);
  expect(count.get()).toBe(1);
  expect(pagesInFile()).toBeLessThan(80);
  reader.close();
  await keep(80, 160);
  vi.advanceTimersByTime(60_000);
  expect(pagesInFile()).toBe(160);
});

test('a memory that was closed meanwhile is left alone', async () => {
  await keep(0, 80);
  await closeStore(store);
  expect(() => vi.advanceTimersByTime(60_000)).not.toThrow();
});
