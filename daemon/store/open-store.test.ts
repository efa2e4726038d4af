import Database from 'better-sqlite3';
import {
  copyFileSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { samplePage } from '../../test/fakes/sample-page.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { commitPage } from './commit-page.ts';
import { countMemory } from './count-memory.ts';
import { listPages } from './list-pages.ts';
import { closeStore, openStore } from './open-store.ts';

async function keptFile(pages = 1): Promise<string> {
  const file = join(temporaryFolder(), 'pages.db');
  const store = await openStore(file);
  for (let n = 0; n < pages; n += 1) await commitPage(store, samplePage({ url: `https://a.example/${n}` }));
  await closeStore(store);
  return file;
}

test('a store keeps its pages from one opening to the next, readable by its owner alone', async () => {
  const file = await keptFile();
  const store = await openStore(file);
  expect((await countMemory(store)).pages).toBe(1);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(store.database.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(store.database.pragma('synchronous', { simple: true })).toBe(2);
  await closeStore(store);
  expect(existsSync(`${file}-wal`)).toBe(false);
});

test('a start that was killed while it made the file starts anew', async () => {
  const file = join(temporaryFolder(), 'pages.db');
  writeFileSync(`${file}.new`, 'half');
  await closeStore(await openStore(file));
  expect(existsSync(`${file}.new`)).toBe(false);
});

test.each([
  [
    'a text',
    (file: string) =>
      writeFileSync(file, 'a letter to my aunt, longer than a header of SQLite would be '.repeat(9)),
  ],
  ['an empty file', (file: string) => truncateSync(file, 0)],
  ['a file cut off', (file: string) => truncateSync(file, statSync(file).size - 4096)],
  ['a file cut off early', (file: string) => truncateSync(file, 5000)],
  [
    'a database of another program',
    (file: string) => {
      rmSync(file);
      const other = new Database(file);
      other.exec('create table pages (x)');
      other.close();
    },
  ],
])('%s is refused as damaged, named, and left as it was', async (_, damage) => {
  const file = await keptFile(40);
  damage(file);
  const before = readFileSync(file);
  await expect(openStore(file)).rejects.toMatchObject({
    code: 'data-damaged',
    message: expect.stringContaining('pages.db'),
  });
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a journal without its file is not taken for a new memory', async () => {
  const file = join(temporaryFolder(), 'pages.db');
  writeFileSync(`${file}-wal`, 'pages that were acknowledged');
  await expect(openStore(file)).rejects.toMatchObject({ code: 'data-damaged' });
  expect(existsSync(file)).toBe(false);
});

test('a newer schema is refused with a sentence', async () => {
  const file = await keptFile();
  const newer = new Database(file);
  newer.pragma('user_version = 999');
  newer.close();
  await expect(openStore(file)).rejects.toMatchObject({
    code: 'data-newer',
    message: expect.stringContaining('newer Pagekeep'),
  });
});

test('a journal of another memory is not folded in, and both files are left as they are', async () => {
  const [file, other] = [await keptFile(40), await keptFile(3)];
  const open = await openStore(other);
  await commitPage(open, samplePage({ url: 'https://b.example/', title: 'of another memory' }));
  copyFileSync(`${other}-wal`, `${file}-wal`);
  await closeStore(open);
  const before = [readFileSync(file), readFileSync(`${file}-wal`)];
  await expect(openStore(file)).rejects.toMatchObject({
    code: 'data-damaged',
    message: expect.stringContaining('do not fit together'),
  });
  expect([readFileSync(file), readFileSync(`${file}-wal`)]).toEqual(before);
});

test('a journal of its own that a crash left is folded in', async () => {
  const file = await keptFile();
  const store = await openStore(file);
  await commitPage(store, samplePage({ url: 'https://b.example/' }));
  const copy = join(temporaryFolder(), 'pages.db');
  for (const end of ['', '-wal']) copyFileSync(`${file}${end}`, `${copy}${end}`);
  await closeStore(store);
  const after = await openStore(copy);
  expect((await countMemory(after)).pages).toBe(2);
  await closeStore(after);
});

test('what only leads to the rows is made anew from them', async () => {
  const file = await keptFile(40);
  const broken = new Database(file);
  broken.unsafeMode(true);
  broken.pragma('writable_schema = ON');
  broken.exec(`drop index pages_by_time;
    create index pages_by_time on pages (captured_at, page_id) where page_id < 0;
    update sqlite_schema set sql = replace(sql, ' where page_id < 0', '') where name = 'pages_by_time'`);
  broken.close();
  const store = await openStore(file);
  expect((await listPages(store, {})).pages).toHaveLength(40);
  await closeStore(store);
});
