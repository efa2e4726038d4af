// A memory with a passphrase, in a process of its own: what lies on disk, who is answered while it is locked, and that
// nothing kept is lost on the way in and out.
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDaemonProcess } from '../daemon-process.ts';
import type { DaemonProcess } from '../daemon-process.ts';
import { runPagekeep } from '../fakes/run-pagekeep.ts';
import { filesInClear, PLANTED, plantedPage } from '../planted-canaries.ts';

const PASSPHRASE = 'correct horse battery';

let dataDir: string;
let daemon: DaemonProcess;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'pagekeep-locked-'));
});

afterEach(async () => {
  await daemon.kill();
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

async function start(env: Record<string, string> = {}): Promise<void> {
  daemon = await startDaemonProcess({ dataDir, env: { PAGEKEEP_SYNC_IDLE_MS: '100', ...env } });
}

function pagekeep(typed: readonly string[], passphrase?: string) {
  return runPagekeep(
    { PAGEKEEP_DATA_DIR: dataDir, ...(passphrase !== undefined && { PAGEKEEP_PASSPHRASE: passphrase }) },
    typed,
  );
}

const unlock = () => daemon.call('unlockMemory', { passphrase: PASSPHRASE });
const find = async () =>
  (await daemon.call('search', { query: PLANTED.text, mode: 'keyword', limit: 100 })).total;

async function keepPages(from: number, to: number): Promise<void> {
  for (let number = from; number < to; number += 1) await daemon.call('capture', plantedPage(number));
}

test('with a passphrase nothing lies in clear; locked, nobody is answered; unlocked, all of it is found again', async () => {
  await start();
  await daemon.ready();
  await keepPages(0, 6);
  await daemon.call('makeBackup');
  await daemon.call('sync');
  expect(filesInClear(dataDir)).toContain('pages.db');

  const set = await pagekeep(['memory', 'passphrase', '--json'], PASSPHRASE);
  expect(set.exit, set.note).toBe(0);
  expect(JSON.parse(set.out)).toMatchObject({ has_passphrase: true, pages: 6 });
  expect(JSON.parse(set.out).removed).toHaveLength(1);
  expect(await find()).toBe(6);
  expect(filesInClear(dataDir)).toEqual([]);

  // Written to after that, and cut off with its journals.
  await keepPages(6, 9);
  await daemon.call('makeBackup');
  expect(readdirSync(join(dataDir, 'backups'))).toHaveLength(1);
  expect(filesInClear(dataDir)).toEqual([]);
  await daemon.kill();
  expect(existsSync(join(dataDir, 'pages.db-wal'))).toBe(true);
  expect(filesInClear(dataDir)).toEqual([]);

  await start();
  expect(daemon.printed()).toContain('pagekeep memory unlock');
  expect(await daemon.call('health')).toMatchObject({ status: 'healthy', ready: false, locked: true });
  await expect(find()).rejects.toMatchObject({ code: 'locked' });
  await expect(daemon.call('capture', plantedPage(9))).rejects.toMatchObject({ code: 'locked' });

  const began = performance.now();
  await expect(daemon.call('unlockMemory', { passphrase: 'correct horse batterx' })).rejects.toMatchObject({
    code: 'forbidden',
    message: 'The passphrase is not the one of this memory. Nothing was changed.',
  });
  expect(performance.now() - began).toBeGreaterThan(1_000);
  await expect(find()).rejects.toMatchObject({ code: 'locked' });

  expect(await unlock()).toEqual({ has_passphrase: true, locked: false });
  await daemon.ready();
  expect(await find()).toBe(9);
  expect(await daemon.call('search', { query: 'a song about a river', mode: 'semantic' })).toMatchObject({
    results: expect.arrayContaining([expect.objectContaining({ domain: 'canary.example' })]),
  });
  expect((await daemon.call('verify')).sound).toBe(true);
  expect(filesInClear(dataDir)).toEqual([]);

  expect(await daemon.call('lockMemory')).toEqual({ has_passphrase: true, locked: true });
  await expect(find()).rejects.toMatchObject({ code: 'locked' });
  expect(existsSync(join(dataDir, 'pages.db-wal'))).toBe(false);
  expect(filesInClear(dataDir)).toEqual([]);
  await unlock();
  expect(await find()).toBe(9);
});

test('the command line says in a sentence what a locked memory needs, and with which code it ends', async () => {
  await start();
  await keepPages(0, 1);
  await daemon.call('changePassphrase', { passphrase: PASSPHRASE });
  await daemon.call('lockMemory');
  for (const typed of [
    ['search', 'anything'],
    ['verify'],
    ['export', '--format', 'jsonl'],
    ['backup'],
    ['list'],
    ['pair'],
  ]) {
    const { exit, note } = await pagekeep(typed);
    expect({ typed, exit, note }).toEqual({
      typed,
      exit: 4,
      note: 'pagekeep: The memory is locked. Unlock it on its computer: pagekeep memory unlock\n',
    });
  }
  expect(await pagekeep(['status'])).toMatchObject({ exit: 0, out: expect.stringContaining('locked') });
  const doctor = await pagekeep(['doctor']);
  expect(doctor.out).toContain('encrypted with a passphrase');
  expect(await pagekeep(['memory', 'status'])).toMatchObject({ exit: 0, out: 'It is locked.\n' });
  expect(await pagekeep(['memory', 'unlock'])).toMatchObject({ exit: 2 });
  expect(await pagekeep(['memory', 'unlock'], 'wrong one')).toMatchObject({ exit: 4 });
  expect(await pagekeep(['memory', 'unlock'], PASSPHRASE)).toMatchObject({ exit: 0, out: 'Unlocked.\n' });
  expect(await pagekeep(['memory', 'lock'])).toMatchObject({ exit: 0 });
  expect(await daemon.stop()).toBe(0);
  const offline = await pagekeep(['verify']);
  expect(offline).toMatchObject({ exit: 4, note: expect.stringContaining('has a passphrase') });
  expect(filesInClear(dataDir)).toEqual([]);
});

test('whoever shows a token hears that the memory is locked, never that the token is none; who shows none is a stranger', async () => {
  await start();
  await keepPages(0, 1);
  await daemon.call('changePassphrase', { passphrase: PASSPHRASE });
  const { token } = await daemon.call('createToken', { name: 'script' });
  await daemon.call('lockMemory');
  const ask = (headers: Record<string, string>, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${daemon.port}/api/v1/search`, {
      method: 'POST',
      body: '{"query":"x"}',
      ...init,
      headers: { 'content-type': 'application/json', ...headers },
    });
  const origin = `chrome-extension://${'a'.repeat(32)}`;
  for (const headers of [{}, { origin }] as Record<string, string>[]) {
    const refused = await ask({ authorization: `Bearer ${token}`, ...headers });
    expect(refused.status).toBe(423);
    expect(await refused.json()).toMatchObject({ error: { code: 'locked' } });
  }
  expect((await ask({})).status).toBe(401);
  expect((await ask({ origin })).status).toBe(403);
  const page = await ask({ authorization: `Bearer ${token}`, 'sec-fetch-site': 'cross-site' });
  expect([403, 423]).toContain(page.status);
  await unlock();
  expect((await ask({ authorization: `Bearer ${token}` })).status).toBe(200);
});

test('another passphrase and none: the old one opens nothing any more, and without one it is a memory like any other', async () => {
  await start();
  await keepPages(0, 3);
  await expect(daemon.call('lockMemory')).rejects.toMatchObject({ code: 'conflict' });
  await expect(daemon.call('changePassphrase', { passphrase: 'short' })).rejects.toMatchObject({
    code: 'bad-input',
  });
  await expect(daemon.call('changePassphrase', { passphrase: null })).rejects.toMatchObject({
    code: 'conflict',
  });
  await daemon.call('changePassphrase', { passphrase: PASSPHRASE });
  await expect(daemon.call('changePassphrase', { passphrase: 'another passphrase' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(
    daemon.call('changePassphrase', { current: 'not this one', passphrase: 'another passphrase' }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  await daemon.call('changePassphrase', { current: PASSPHRASE, passphrase: 'another passphrase' });
  await daemon.call('lockMemory');
  await expect(unlock()).rejects.toMatchObject({ code: 'forbidden' });
  await daemon.call('unlockMemory', { passphrase: 'another passphrase' });
  expect(await find()).toBe(3);
  const removed = await pagekeep(['memory', 'passphrase', '--remove'], 'another passphrase');
  expect(removed.exit, removed.note).toBe(0);
  expect(existsSync(join(dataDir, 'passphrase.json'))).toBe(false);
  expect(await find()).toBe(3);
  await daemon.stop();
  expect(readFileSync(join(dataDir, 'pages.db')).subarray(0, 15).toString()).toBe('SQLite format 3');
  await start();
  expect(await find()).toBe(3);
  expect((await daemon.call('verify')).sound).toBe(true);
});

test('a backup of a locked memory is opened by its passphrase alone, and restores a locked memory', async () => {
  await start();
  await daemon.ready();
  await keepPages(0, 4);
  await daemon.call('changePassphrase', { passphrase: PASSPHRASE });
  await expect(daemon.call('makeBackup', { passphrase: 'some other one' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  const { file, encrypted } = await daemon.call('makeBackup');
  expect(encrypted).toBe(true);
  await daemon.call('forget', { url: plantedPage(3).url });
  await daemon.stop();

  expect(await pagekeep(['restore', file])).toMatchObject({ exit: 4 });
  expect(await pagekeep(['restore', file], 'wrong passphrase')).toMatchObject({ exit: 4 });
  const restored = await pagekeep(['restore', file, '--json'], PASSPHRASE);
  expect(restored.exit, restored.note).toBe(0);
  // What was forgotten since stays forgotten: today's memory has the same key.
  expect(JSON.parse(restored.out)).toMatchObject({ pages: 3, forgotten: 1 });
  expect(filesInClear(dataDir)).toEqual([]);
  await start();
  await unlock();
  await expect.poll(find).toBe(3);
  await daemon.stop();

  // A locked pages.db that was put aside is a backup, too.
  const aside = readdirSync(dataDir).find((name) => name.startsWith('before-restore-')) ?? '';
  const pages = join(dataDir, aside, 'pages.db');
  expect(await pagekeep(['restore', pages])).toMatchObject({ exit: 4 });
  const again = await pagekeep(['restore', pages, '--json'], PASSPHRASE);
  expect(again.exit, again.note).toBe(0);
  expect(JSON.parse(again.out)).toMatchObject({ pages: 3, has_passphrase: true, forgotten_unknown: false });
  expect(filesInClear(dataDir)).toEqual([]);

  // So is what an upgrade kept.
  const upgrade = join(dataDir, 'backups', 'before-upgrade-2026-01-01-schema-12.db');
  copyFileSync(join(dataDir, 'pages.db'), upgrade);
  const kept = await pagekeep(['restore', upgrade, '--json'], PASSPHRASE);
  expect(kept.exit, kept.note).toBe(0);
  expect(JSON.parse(kept.out)).toMatchObject({ pages: 3, has_passphrase: true });

  const elsewhere = mkdtempSync(join(tmpdir(), 'pagekeep-locked-'));
  const there = await runPagekeep({ PAGEKEEP_DATA_DIR: elsewhere, PAGEKEEP_PASSPHRASE: PASSPHRASE }, [
    'restore',
    file,
  ]);
  expect(there.exit, there.note).toBe(0);
  expect(filesInClear(elsewhere)).toEqual([]);
  daemon = await startDaemonProcess({ dataDir: elsewhere });
  await expect(find()).rejects.toMatchObject({ code: 'locked' });
  const opened = await runPagekeep({ PAGEKEEP_DATA_DIR: elsewhere, PAGEKEEP_PASSPHRASE: PASSPHRASE }, [
    'memory',
    'unlock',
  ]);
  expect(opened.exit, opened.note).toBe(0);
  const found = await runPagekeep({ PAGEKEEP_DATA_DIR: elsewhere }, ['search', PLANTED.text, '--json']);
  expect(JSON.parse(found.out).total).toBe(4);
  await daemon.stop();
  rmSync(elsewhere, { recursive: true, force: true });
});

test('PAGEKEEP_MEMORY=disk searches the encrypted index where it lies', async () => {
  await start({ PAGEKEEP_MEMORY: 'disk' });
  await daemon.ready();
  await keepPages(0, 3);
  await daemon.call('changePassphrase', { passphrase: PASSPHRASE });
  await keepPages(3, 5);
  expect(await find()).toBe(5);
  expect((await daemon.call('stats')).using_ram_db).toBe(false);
  expect((await daemon.call('verify')).sound).toBe(true);
  await daemon.call('makeBackup');
  await daemon.call('forgetMany', { url: plantedPage(0).url });
  expect(await find()).toBe(4);
  expect(filesInClear(dataDir)).toEqual([]);
  await daemon.kill();
  expect(filesInClear(dataDir)).toEqual([]);
  await start({ PAGEKEEP_MEMORY: 'disk' });
  await unlock();
  expect(await find()).toBe(4);
});

test('a damaged index of a locked memory is made anew, and nothing of it is written in clear', async () => {
  await start();
  await daemon.ready();
  await keepPages(0, 3);
  await daemon.call('changePassphrase', { passphrase: PASSPHRASE });
  await daemon.stop();
  const index = join(dataDir, 'index.db');
  const bytes = readFileSync(index);
  bytes.fill(7, 4_096, 40_000);
  writeFileSync(index, bytes);
  await start();
  await unlock();
  await daemon.ready();
  await expect.poll(find).toBe(3);
  expect(filesInClear(dataDir)).toEqual([]);
});

test('what is forgotten in an unlocked memory with a passphrase is gone, looked for and receipted as in any other', async () => {
  await start();
  await daemon.ready();
  await keepPages(0, 3);
  await daemon.call('changePassphrase', { passphrase: PASSPHRASE });
  const receipt = await daemon.call('forgetMany', { tag: PLANTED.tag });
  const id = 'receipt_id' in receipt ? receipt.receipt_id : '';
  await expect
    .poll(() => daemon.call('receipt', {}, id), { timeout: 30_000 })
    .toMatchObject({ state: 'checked', pages: 3, checks: { rows: 0, found_in: [] } });
  expect(await find()).toBe(0);
  expect(filesInClear(dataDir)).toEqual([]);
});

test('damage to a locked memory is told with the file and the next step, and the file is left as it is', async () => {
  await start();
  await keepPages(0, 3);
  await daemon.call('changePassphrase', { passphrase: PASSPHRASE });
  await daemon.stop();
  const pages = join(dataDir, 'pages.db');
  const whole = readFileSync(pages);
  for (const damage of [whole.subarray(0, whole.length / 2), Buffer.alloc(0), Buffer.from('a letter')]) {
    writeFileSync(pages, damage);
    await start();
    await expect(unlock()).rejects.toMatchObject({ code: 'data-damaged' });
    expect(await daemon.call('lockState')).toEqual({ has_passphrase: true, locked: true });
    await daemon.kill();
    expect(readFileSync(pages).equals(damage)).toBe(true);
  }
  writeFileSync(pages, whole);
  await start();
  await unlock();
  expect(await find()).toBe(3);
});
