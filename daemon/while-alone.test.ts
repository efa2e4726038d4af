import { access, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { whileAlone } from './while-alone.ts';

let folder: string;
let lock: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pagekeep-'));
  lock = join(folder, 'in-use');
});
afterEach(() => rm(folder, { recursive: true }));

test('lets one work at a time', async () => {
  let inside = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++inside);
    await access(lock);
    inside--;
  };
  await Promise.all([1, 2, 3].map(() => whileAlone(lock, undefined, work)));
  expect(most).toBe(1);
});

test('gives the lock back when the work fails', async () => {
  await expect(whileAlone(lock, undefined, () => Promise.reject(new Error('No.')))).rejects.toThrow('No.');
  await expect(access(lock)).rejects.toThrow('ENOENT');
});

test('takes over a lock nobody touches any more', async () => {
  await writeFile(lock, '');
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(lock, longAgo, longAgo);
  expect(await whileAlone(lock, undefined, async () => 'done')).toBe('done');
});

test('stops waiting when told to', async () => {
  await writeFile(lock, '');
  const stop = new AbortController();
  const waiting = whileAlone(lock, stop.signal, async () => 'done');
  stop.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
});
