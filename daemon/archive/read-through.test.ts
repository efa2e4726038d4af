import Database from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { samplePage } from '../../test/fakes/sample-page.ts';
import { openLog } from '../log.ts';
import { commitPage } from '../store/commit-page.ts';
import { readThrough } from './read-through.ts';

/** A memory of about 18 MB and its log. */
async function openLarge(pages = 18) {
  const store = await emptyStore();
  for (let nth = 0; nth < pages; nth += 1) {
    const snapshot = Buffer.alloc(1_000_000, nth);
    await commitPage(store, samplePage({ url: `https://a.example/${nth}`, snapshot }));
  }
  store.database.pragma('wal_checkpoint(TRUNCATE)');
  const file = join(dirname(store.file), 'pagekeep.log');
  const log = openLog({ file });
  return { store, log, said: () => readFileSync(file, 'utf8') };
}

/** As a failing disk does it: past the checksums, which are kept by the connection of the daemon. */
function damage(file: string): void {
  const database = new Database(file);
  database.exec("update passages set text = 'Press them warm.' where passage_id = 5");
  database.close();
}

test('a damaged row of a large memory is told, though nobody asks for it', async () => {
  const { store, log, said } = await openLarge();
  damage(store.file);
  await readThrough(store, log, new AsyncDisposableStack(), 0);
  expect([...store.damage.keys()]).toEqual(['passages 3/5']);
  expect(said()).toContain('pages.db is damaged');
});

test('nothing is said of a sound one, nor of one that was read when it was opened', async () => {
  const large = await openLarge();
  await readThrough(large.store, large.log, new AsyncDisposableStack(), 0);
  const small = await openLarge(1);
  damage(small.store.file);
  await readThrough(small.store, small.log, new AsyncDisposableStack(), 0);
  expect([large.said(), small.said(), small.store.damage.size]).toEqual(['', '', 0]);
});

test('a daemon that ends does not wait for it', async () => {
  const { store, log, said } = await openLarge();
  damage(store.file);
  const opened = new AsyncDisposableStack();
  const reading = readThrough(store, log, opened, 0);
  setImmediate(() => void opened.disposeAsync());
  await reading;
  expect([said(), store.damage.size]).toEqual(['', 0]);
});
