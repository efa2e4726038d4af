import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { isBrowserSideStale } from './build-browser-side.ts';

function write(file: string, seconds: number): void {
  writeFileSync(file, '');
  utimesSync(file, seconds, seconds);
}

test('it is stale until both parts are built, and again when a source is newer than the older of them', () => {
  const root = temporaryFolder();
  const source = join(root, 'extension', 'ui', 'page.tsx');
  const made = [join(root, 'manifest.json'), join(root, 'connect.html')];
  const stale = () => isBrowserSideStale(root, made);
  mkdirSync(join(root, 'extension', 'ui'), { recursive: true });
  write(source, 10);
  for (const folder of ['extension/ui', 'extension']) utimesSync(join(root, folder), 10, 10);

  expect(stale()).toBe(true);
  write(join(root, 'manifest.json'), 30);
  expect(stale()).toBe(true);
  write(join(root, 'connect.html'), 20);
  expect(stale()).toBe(false);
  write(source, 25);
  expect(stale()).toBe(true);
});
