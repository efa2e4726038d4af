import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { quietIndex } from '../../test/fakes/open-sample-index.ts';
import { sampleFacts, samplePassages } from '../../test/fakes/sample-index.ts';
import { samplePage } from '../../test/fakes/sample-page.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { isSealWhole } from '../index/index-seal.ts';
import { commitPage } from '../store/commit-page.ts';
import { findPage } from '../store/find-page.ts';
import { holdFolder } from '../store/hold-folder.ts';
import { closeStore, openStore } from '../store/open-store.ts';
import type { Store } from '../store/open-store.ts';
import { addToken, listTokens } from '../store/tokens.ts';
import { openBackups } from './open-backups.ts';
import { isEncrypted, restoreMemory } from './restore-memory.ts';

const now = Date.UTC(2026, 10, 22);
let dataDir = '';
let backup = '';

const urls = (...names: string[]) => names.map((name) => `https://a.example/${name}`);
const keep = (store: Store, name: string) =>
  commitPage(store, samplePage({ url: `https://a.example/${name}` }));

async function inMemory<T>(work: (store: Store) => Promise<T>, folder = dataDir): Promise<T> {
  const store = await openStore(join(folder, 'pages.db'));
  try {
    return await work(store);
  } finally {
    await closeStore(store);
  }
}

async function keptUrls(folder = dataDir): Promise<string[]> {
  return inMemory(async (store) => {
    const all = await Promise.all(
      urls('old', 'new').map(async (url) => ((await findPage(store, [url])) === null ? null : url)),
    );
    return all.filter((url) => url !== null);
  }, folder);
}

async function backUp(passphrase?: string): Promise<string> {
  return inMemory(async (store) => {
    const index = quietIndex(join(dataDir, 'index.db'));
    const made = await openBackups({ store, index, now: () => now }).make({ passphrase });
    await index.close();
    return made.file;
  });
}

/** A backup of one page, and a memory that has gone on since. */
beforeEach(async () => {
  dataDir = temporaryFolder();
  await inMemory((store) => keep(store, 'old'));
  backup = await backUp();
  await inMemory((store) => keep(store, 'new'));
});

const restore = (more: Partial<Parameters<typeof restoreMemory>[0]> = {}) =>
  restoreMemory({ dataDir, file: backup, passphrase: null, withForgotten: false, now, ...more });

test('the memory is as it was, and what it replaced is kept aside, whole', async () => {
  const { pages, forgotten, kept_aside } = await restore();
  expect({ pages, forgotten }).toEqual({ pages: 1, forgotten: 0 });
  expect(await keptUrls()).toEqual(urls('old'));
  expect(await keptUrls(kept_aside ?? '')).toEqual(urls('old', 'new'));
  expect(existsSync(join(dataDir, 'index.db'))).toBe(true);
  if (process.platform !== 'win32') expect(statSync(join(dataDir, 'pages.db')).mode & 0o777).toBe(0o600);
  expect(readdirSync(dataDir).filter((name) => name.startsWith('.'))).toEqual([]);
});

test('the index comes with it, and the seal of the one before goes aside with what it sealed', async () => {
  const file = join(dataDir, 'index.db');
  const index = quietIndex(file);
  await index.indexPage(sampleFacts(1), samplePassages(1, ['red olives']));
  await index.close();
  expect(existsSync(`${file}.sum`)).toBe(true);
  const { kept_aside } = await restore();
  for (const folder of [dataDir, kept_aside ?? '']) expect(isSealWhole(join(folder, 'index.db'))).toBe(true);
  expect(existsSync(join(kept_aside ?? '', 'index.db.sum'))).toBe(true);
});

test('it is brought to a computer that has none', async () => {
  const empty = temporaryFolder();
  expect(await restore({ dataDir: empty })).toEqual({
    pages: 1,
    forgotten: 0,
    kept_aside: null,
    has_passphrase: false,
    forgotten_unknown: false,
  });
  expect(await keptUrls(empty)).toEqual(urls('old'));
});

test('a pages.db that was put aside is a backup, too', async () => {
  const { kept_aside } = await restore();
  await restore({ file: join(kept_aside ?? '', 'pages.db'), now: now + 1000 });
  expect(await keptUrls()).toEqual(urls('old', 'new'));
});

test('a damaged memory is exchanged; it is kept as it was', async () => {
  const file = join(dataDir, 'pages.db');
  truncateSync(file, 5000);
  const before = readFileSync(file);
  const { kept_aside } = await restore();
  expect(await keptUrls()).toEqual(urls('old'));
  expect(readFileSync(join(kept_aside ?? '', 'pages.db')).equals(before)).toBe(true);
});

test('an encrypted backup opens with its passphrase alone', async () => {
  const file = await backUp('correct horse');
  expect([await isEncrypted(file, dataDir), await isEncrypted(backup, dataDir)]).toEqual([true, false]);
  await expect(restore({ file, passphrase: 'another' })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(restore({ file })).rejects.toMatchObject({ code: 'forbidden' });
  expect((await restore({ file, passphrase: 'correct horse' })).pages).toBe(2);
});

const client = (client_id: string) => ({
  client_id,
  name: client_id,
  hash: client_id,
  scopes: ['read'] as const,
  origin: null,
  reach: null,
  created_at: 1,
  last_used_at: null,
});

test('who was shut out since the backup stays out, who came in since stays in', async () => {
  await inMemory((store) => addToken(store, client('shut out')));
  backup = await backUp();
  await inMemory(async (store) => {
    store.database.exec('delete from tokens');
    await addToken(store, client('let in'));
  });
  await restore();
  expect((await inMemory(listTokens)).map(({ client_id }) => client_id)).toEqual(['let in']);
});

test('while a daemon runs nothing is exchanged, and it is said what to do', async () => {
  const hold = await holdFolder(dataDir);
  await expect(restore()).rejects.toMatchObject({
    code: 'in-use',
    message: expect.stringContaining('pagekeep stop'),
  });
  await hold.release();
  expect(await keptUrls()).toEqual(urls('old', 'new'));
});

test.each([
  ['cut off', 'data-damaged', (bytes: Buffer) => bytes.subarray(0, -100)],
  ['empty', 'bad-input', () => Buffer.alloc(0)],
  ['a letter', 'bad-input', () => Buffer.from('Dear aunt, I hope that you are well.')],
  ['a database of somebody else', 'data-damaged', () => Buffer.from(`SQLite format 3\0${'x'.repeat(9000)}`)],
])('a backup that is %s is refused and nothing is changed', async (_, code, change) => {
  const file = join(temporaryFolder(), 'bad.backup');
  writeFileSync(file, change(readFileSync(backup)));
  const before = readdirSync(dataDir);
  await expect(restore({ file })).rejects.toMatchObject({ code });
  expect(readdirSync(dataDir).filter((name) => !name.startsWith('daemon.lock'))).toEqual(before);
  expect(await keptUrls()).toEqual(urls('old', 'new'));
});

test('a backup of a newer schema is refused and nothing is changed', async () => {
  await inMemory(async (store) => void store.database.pragma('user_version = 999')).catch(() => undefined);
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'data'));
  const file = join(dataDir, 'pages.db');
  await expect(restore({ dataDir: join(folder, 'data'), file })).rejects.toMatchObject({
    code: 'data-newer',
  });
  expect(existsSync(join(folder, 'data', 'pages.db'))).toBe(false);
});

test.each(['/nowhere/a.backup', dirname('/tmp/x')])('%s is no backup', async (file) => {
  await expect(restore({ file })).rejects.toMatchObject({ code: 'bad-input' });
});
