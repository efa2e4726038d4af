import { readFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { expect, test } from 'vitest';

test('the library named @xenova/transformers is the maintained @huggingface/transformers', async () => {
  const path = findPackageJSON('@xenova/transformers', import.meta.url) ?? '';
  const { name, version } = JSON.parse(await readFile(path, 'utf8')) as { name: string; version: string };
  expect(name).toBe('@huggingface/transformers');
  expect(Number(version.split('.')[0])).toBeGreaterThanOrEqual(4);
});
