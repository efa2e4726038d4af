import { linkSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { shred } from './shred.ts';

test('what is removed was overwritten before, in folders too', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'inner', 'deep'), { recursive: true });
  const file = join(folder, 'inner', 'deep', 'secret');
  writeFileSync(file, 'secret'.repeat(400_000));
  const handle = await open(file, 'r');
  await shred(join(folder, 'inner'));
  expect(existsSync(join(folder, 'inner'))).toBe(false);
  const { buffer } = await handle.read(Buffer.alloc(3_000_000), 0, 3_000_000, 0);
  await handle.close();
  expect(buffer.every((byte) => byte === 0)).toBe(true);
});

test('a file that has another name keeps what is in it', async () => {
  const folder = temporaryFolder();
  const [file, name] = [join(folder, 'pages.db'), join(folder, 'second')];
  writeFileSync(file, 'kept');
  linkSync(file, name);
  await shred(name);
  expect(existsSync(name)).toBe(false);
  expect(readFileSync(file, 'utf8')).toBe('kept');
});

test('what is not there is gone already', async () => {
  await expect(shred(join(temporaryFolder(), 'nothing'))).resolves.toBeUndefined();
});
