import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packZip } from '../../test/fakes/pack-zip.ts';
import { readZipEntry } from './zip-entry.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pagekeep-'));
  path = join(folder, 'archive.whl');
});
afterEach(() => rm(folder, { recursive: true }));

const words = Buffer.from('many words '.repeat(100));
const archive = packZip(
  [
    { name: 'first.txt', bytes: Buffer.from('one') },
    { name: 'model/words.txt', bytes: words },
    { name: 'model/stored.bin', bytes: words, stored: true },
    { name: 'empty', bytes: new Uint8Array(0) },
  ],
  'A comment after the directory.',
);

test('unpacks deflated, stored and empty entries', async () => {
  await writeFile(path, archive);
  expect(Buffer.from(await readZipEntry(path, 'model/words.txt'))).toEqual(words);
  expect(Buffer.from(await readZipEntry(path, 'model/stored.bin'))).toEqual(words);
  expect(await readZipEntry(path, 'empty')).toHaveLength(0);
});

test('refuses an entry that unpacks to more than it claims', async () => {
  const lying = Buffer.from(archive);
  // The directory comes after all local headers: the last place that holds the size is its own.
  const claim = Buffer.alloc(4);
  claim.writeUInt32LE(words.length);
  const at = lying.lastIndexOf(claim, lying.lastIndexOf('model/words.txt'));
  lying.writeUInt32LE(10, at);
  await writeFile(path, lying);
  await expect(readZipEntry(path, 'model/words.txt')).rejects.toMatchObject({ code: 'data-damaged' });
});

test.each([
  ['holds no such entry', archive],
  ['is no archive', Buffer.from('<html>Not found</html>')],
  ['is empty', Buffer.alloc(0)],
  ['ends too early', archive.subarray(0, archive.length - 60)],
  ['lost its beginning', archive.subarray(60)],
])('refuses an archive that %s', async (_why, bytes) => {
  await writeFile(path, bytes);
  const name = bytes === archive ? 'absent.txt' : 'first.txt';
  await expect(readZipEntry(path, name)).rejects.toMatchObject({ code: 'data-damaged' });
});
