import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { restoreMemory } from '../archive/restore-memory.ts';
import { openBackups } from '../archive/open-backups.ts';
import type { Backups } from '../archive/open-backups.ts';
import { openIndex } from '../index/open-index.ts';
import { holdSqliteKey, shareSecret, sqliteKey } from '../sqlite-key.ts';
import { closeStore, openStore } from '../store/open-store.ts';
import { listClearCopies } from './clear-copies.ts';
import { convertMemory } from './convert-memory.ts';
import { MemoryLock } from './memory-lock.ts';
import type { OpenMemory } from './memory-lock.ts';
import { readPassphraseFile } from './passphrase-file.ts';
import { makeKey } from './passphrase-key.ts';
import * as shredding from './shred.ts';

vi.mock('./shred.ts', { spy: true });
afterEach(() => holdSqliteKey(null));

const PHRASE = 'olives and bread';

interface TestMemory extends OpenMemory {
  readonly backups: Backups;
}

interface Halts {
  /** Awaited before the memory is closed. */
  beforeClose?: () => Promise<void>;
}

async function openLock(dataDir: string, halts: Halts = {}): Promise<MemoryLock<TestMemory>> {
  const lock = new MemoryLock(dataDir, async () => {
    const index = await openIndex({ file: join(dataDir, 'index.db'), mode: 'ram', dimensions: 384 });
    const store = await openStore(join(dataDir, 'pages.db'));
    return {
      backups: openBackups({ store, index, now: Date.now }),
      begin() {},
      async rest() {
        await halts.beforeClose?.();
      },
      async close() {
        await closeStore(store);
        await index.close();
      },
    };
  });
  await lock.start();
  onTestFinished(() => lock.close());
  return lock;
}

test('while it gets its passphrase a memory is not ready, but not locked', async () => {
  const seen: unknown[] = [];
  const halts: Halts = {};
  const lock = await openLock(temporaryFolder(), halts);
  halts.beforeClose = async () => void seen.push(lock.state, lock.refusal?.code);
  await lock.change(null, PHRASE);
  expect(seen).toEqual([{ has_passphrase: false, locked: false }, 'not-ready']);
  expect(lock.state).toEqual({ has_passphrase: true, locked: false });
});

test('a backup in clear that comes as the passphrase is set is removed with the others, and named', async () => {
  const folder = temporaryFolder();
  const halts: Halts = {};
  const lock = await openLock(folder, halts);
  const { backups } = await lock.ask(async (memory) => memory);
  halts.beforeClose = async () => {
    halts.beforeClose = async () => undefined;
    await backups.make({});
  };
  const { removed, left } = await lock.change(null, PHRASE);
  expect([removed.length, left]).toEqual([1, []]);
  expect(await listClearCopies(folder)).toEqual([]);
});

test('a copy in clear that cannot be removed keeps no memory shut: it is named, and removed once it can be', async () => {
  const folder = temporaryFolder();
  const lock = await openLock(folder);
  await lock.ask(({ backups }) => backups.make({}));
  const [copy = ''] = await listClearCopies(folder);
  const { shred } = await vi.importActual<typeof shredding>('./shred.ts');
  const refuse = vi.spyOn(shredding, 'shred').mockImplementation(async (path) => {
    if (path.endsWith(copy)) throw new Error('EACCES');
    await shred(path);
  });
  expect(await lock.change(null, PHRASE)).toMatchObject({ removed: [], left: [copy] });
  expect(lock.state).toEqual({ has_passphrase: true, locked: false });
  expect(await lock.change(PHRASE, 'another phrase')).toMatchObject({ removed: [], left: [copy] });
  const sealed = await lock.ask(({ backups }) => backups.make({}));
  await lock.close();
  await restoreMemory({
    dataDir: folder,
    file: sealed.file,
    passphrase: 'another phrase',
    withForgotten: false,
    now: Date.now(),
  });
  refuse.mockImplementation(shred);

  const again = await openLock(folder);
  expect(await again.unlock('another phrase')).toEqual({ has_passphrase: true, locked: false });
  expect(existsSync(join(folder, copy))).toBe(false);
});

test('where closing fails the key is wiped all the same, and a change opens the memory again', async () => {
  const halts: Halts = {};
  const lock = await openLock(temporaryFolder(), halts);
  const failOnce = (): void => {
    halts.beforeClose = async () => {
      halts.beforeClose = async () => undefined;
      throw new Error('the index stopped working');
    };
  };
  failOnce();
  await expect(lock.change(null, PHRASE)).rejects.toThrow('stopped working');
  expect(lock.state).toEqual({ has_passphrase: false, locked: false });
  expect(lock.memory).not.toBeNull();

  await lock.change(null, PHRASE);
  const secret = sqliteKey()?.secret;
  failOnce();
  await expect(lock.lock()).rejects.toThrow('stopped working');
  expect(lock.state).toEqual({ has_passphrase: true, locked: true });
  expect([sqliteKey(), secret?.every((byte) => byte === 0)]).toEqual([null, true]);
});

test('a restore that is refused leaves what a change that was cut off knows of its passphrase', async () => {
  const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()];
  const lock = await openLock(folder);
  await lock.change(null, PHRASE);
  const { file } = await lock.ask(({ backups }) => backups.make({ to: elsewhere }));
  await lock.change(PHRASE, null);
  await lock.close();
  const { key, derivation } = await makeKey('another phrase');
  const next = { folder, salt: Buffer.from(derivation.salt, 'base64'), secret: shareSecret(key) };
  const steps = convertMemory(folder, { key: next, file: { ...derivation, clear: [] } });
  let step = await steps.next();
  while (step.value !== 'the pages are in their place') step = await steps.next();

  const cutOff = join(elsewhere, 'cut.backup');
  writeFileSync(cutOff, readFileSync(file).subarray(0, -20));
  await rm(file);
  const restore = {
    dataDir: folder,
    file: cutOff,
    passphrase: PHRASE,
    withForgotten: false,
    now: Date.now(),
  };
  await expect(restoreMemory(restore)).rejects.toThrow('cut off');
  expect(readPassphraseFile(folder)?.salt).toBe(derivation.salt);
  const again = await openLock(folder);
  expect(await again.unlock('another phrase')).toEqual({ has_passphrase: true, locked: false });
});
