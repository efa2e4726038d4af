import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findChromium } from './find-chromium.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pagekeep-path-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function install(name: string, mode = 0o755): string {
  writeFileSync(join(folder, name), '', { mode });
  return join(folder, name);
}

test('one that is named wins; a name that leads nowhere is not replaced by another', () => {
  install('chromium');
  const own = install('my-chromium');
  expect(findChromium({ PATH: folder, PAGEKEEP_CHROMIUM: own })?.path).toBe(own);
  expect(findChromium({ PATH: folder, PAGEKEEP_CHROMIUM: 'my-chromium' })?.path).toBe(own);
  expect(findChromium({ PATH: folder, PAGEKEEP_CHROMIUM: join(folder, 'gone') })).toBeNull();
});

test('a branded Chrome is taken only where there is no other, and named as such', () => {
  const chrome = install('google-chrome');
  expect(findChromium({ PATH: folder })).toEqual({ path: chrome, branded: true });
  const able = install('google-chrome-for-testing');
  expect(findChromium({ PATH: folder })).toEqual({ path: able, branded: false });
});

test('a file that cannot be run is no browser', () => {
  install('chromium', 0o644);
  expect(findChromium({ PATH: folder })?.path).not.toBe(join(folder, 'chromium'));
});
