import Database from 'better-sqlite3';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSampleIndex } from '../../test/fakes/open-sample-index.ts';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { samplePage } from '../../test/fakes/sample-page.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { commitPage } from '../store/commit-page.ts';
import { differingTables, hashTables } from '../store/hash-rows.ts';
import { readBackup } from './backup-file.ts';
import { openBackups } from './open-backups.ts';

const CANARY = 'the quick brown canary';

async function openMemory(pages = 3) {
  const store = await emptyStore();
  const index = await openSampleIndex();
  const keep = (n: number) =>
    commitPage(store, samplePage({ url: `https://a.example/${n}`, markdown: `${CANARY} ${n}` }));
  for (let n = 0; n < pages; n += 1) await keep(n);
  let clock = Date.UTC(2026, 10, 22);
  const now = () => (clock += 1_000);
  const backups = openBackups({ store, index, now });
  return { store, index, keep, backups, now, dataDir: dirname(store.file) };
}

function hashesOf(file: string) {
  const database = new Database(file);
  onTestFinished(() => void database.close());
  return hashTables(database);
}

test.each([undefined, 'correct horse'])('a backup holds every row (passphrase %s)', async (passphrase) => {
  const { store, backups } = await openMemory();
  const made = await backups.make({ passphrase });
  expect(made).toMatchObject({ pages: 3, encrypted: passphrase !== undefined, removed: [] });
  if (process.platform !== 'win32') expect(statSync(made.file).mode & 0o777).toBe(0o600);
  expect(readFileSync(made.file).includes(CANARY)).toBe(false);

  const folder = temporaryFolder();
  const { files } = await readBackup(made.file, passphrase ?? null, folder);
  expect(files.map(({ name }) => name)).toEqual(['pages.db', 'index.db']);
  expect(differingTables(hashesOf(join(folder, 'pages.db')), hashTables(store.database))).toEqual([]);
});

test('pages are kept while a backup is made; it holds those that were there when it began, each of them whole', async () => {
  const { store, keep, backups } = await openMemory(200);
  let done = false;
  const making = backups.make({}).finally(() => (done = true));
  let kept = 200;
  while (!done) {
    await keep(kept);
    kept += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  const made = await making;
  expect(made.pages).toBeGreaterThanOrEqual(200);
  expect(kept).toBeGreaterThan(made.pages);
  const folder = temporaryFolder();
  const { tables } = await readBackup(made.file, null, folder);
  expect(tables['passages']?.rows).toBe(made.pages * 2);
  expect(store.database.prepare('select count(*) from pages').pluck().get()).toBe(kept);
});

test('a wrong or missing passphrase opens nothing', async () => {
  const { backups } = await openMemory();
  const { file } = await backups.make({ passphrase: 'correct horse' });
  for (const passphrase of ['correct horse ', null]) {
    await expect(readBackup(file, passphrase, null)).rejects.toMatchObject({ code: 'forbidden' });
  }
});

test.each([
  ['cut off', 'data-damaged', (bytes: Buffer) => bytes.subarray(0, -1)],
  ['cut in half', 'data-damaged', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ['longer', 'data-damaged', (bytes: Buffer) => Buffer.concat([bytes, Buffer.of(0)])],
  ['empty', 'bad-input', () => Buffer.alloc(0)],
  ['a letter', 'bad-input', () => Buffer.from('Dear aunt, I hope that you are well.')],
  [
    'of a later format',
    'data-newer',
    (bytes: Buffer) => Buffer.concat([Buffer.from('PGKBACK2'), bytes.subarray(8)]),
  ],
])('a backup that is %s is refused as %s', async (_, code, change) => {
  const { backups } = await openMemory();
  for (const passphrase of [null, 'correct horse']) {
    const { file } = await backups.make({ passphrase: passphrase ?? undefined });
    writeFileSync(file, change(readFileSync(file)));
    const folder = temporaryFolder();
    await expect(readBackup(file, passphrase, folder)).rejects.toMatchObject({ code });
  }
});

test('a flipped bit anywhere in a backup is noticed', async () => {
  const { backups } = await openMemory();
  const { file } = await backups.make({});
  const whole = readFileSync(file);
  for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 300)) {
    const flipped = Buffer.from(whole);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
    writeFileSync(file, flipped);
    await expect(readBackup(file, null, null), `byte ${at}`).rejects.toMatchObject({
      code: expect.stringMatching(/^(bad-input|data-damaged|data-newer)$/),
    });
  }
});

test('the newest backups stay, and nothing else in the folder is touched', async () => {
  const { backups } = await openMemory();
  const to = join(temporaryFolder(), 'on', 'a', 'stick');
  mkdirSync(to, { recursive: true });
  writeFileSync(join(to, 'pagekeep-notes.backup'), 'mine');
  const made = [];
  for (let n = 0; n < 4; n += 1) made.push(await backups.make({ to, keep: 2 }));
  expect(made.map(({ removed }) => removed.length)).toEqual([0, 0, 1, 1]);
  expect(readdirSync(to).length).toBe(3);
  expect(made[3]?.removed).toEqual([made[1]?.file]);
});

test('what a backup left behind that was killed goes, wherever it lies, and one that somebody else is writing stays', async () => {
  const { backups, now } = await openMemory();
  const to = temporaryFolder();
  const parts = ['2026-01-01', '2026-01-02'].map((day) =>
    join(to, `pagekeep-${day}T00-00-00-000Z.backup.part`),
  );
  for (const [nth, file] of [...parts, join(to, 'letter.part')].entries()) {
    writeFileSync(file, '');
    const written = (now() - (nth === 1 ? 60_000 : 2 * 3_600_000)) / 1_000;
    utimesSync(file, written, written);
  }
  const made = await backups.make({ to });
  expect(readdirSync(to).toSorted()).toEqual(
    ['letter.part', basename(parts[1] ?? ''), basename(made.file)].toSorted(),
  );
});

test('backups are listed, newest first, and only those that are some', async () => {
  const { backups, dataDir } = await openMemory();
  expect(await backups.list()).toEqual({ folder: join(dataDir, 'backups'), running: null, backups: [] });
  const first = await backups.make({});
  const second = await backups.make({ passphrase: 'x' });
  writeFileSync(join(dataDir, 'backups', 'letter.txt'), 'Dear aunt');
  const { backups: listed } = await backups.list();
  expect(listed.map(({ file, encrypted }) => [file, encrypted])).toEqual([
    [second.file, true],
    [first.file, false],
  ]);
});

test('a memory with damaged rows is backed up, but pushes out no older backup', async () => {
  const { store, backups } = await openMemory();
  await backups.make({ keep: 1 });
  const raw = new Database(store.file);
  raw.exec("update pages set title = 'Another' where page_id = 2");
  raw.close();
  expect(await backups.make({ keep: 1 })).toMatchObject({ damaged: 1, removed: [] });
  expect((await backups.list()).backups.length).toBe(2);
});

test('two at once: the second is told to wait', async () => {
  const { backups } = await openMemory();
  const first = backups.make({});
  await expect(backups.make({})).rejects.toMatchObject({ code: 'in-use' });
  await first;
});

test('a folder that cannot be used is named, and nothing is left behind', async () => {
  const { backups, dataDir } = await openMemory();
  const file = join(dataDir, 'a-file');
  writeFileSync(file, '');
  await expect(backups.make({ to: join(file, 'below') })).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('a-file'),
  });
  await expect(backups.make({ to: 'backups' })).rejects.toMatchObject({ code: 'bad-input' });
  expect(readdirSync(dataDir).filter((name) => name.startsWith('.unfinished'))).toEqual([]);
});

test('a damaged memory is not backed up over a good backup', async () => {
  const { store, backups, dataDir } = await openMemory(50);
  store.database.pragma('wal_checkpoint(TRUNCATE)');
  truncateSync(store.file, statSync(store.file).size - 4096 * 3);
  await expect(backups.make({})).rejects.toMatchObject({ code: 'data-damaged' });
  expect(readdirSync(join(dataDir, 'backups'))).toEqual([]);
});
