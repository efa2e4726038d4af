import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../fakes/temporary-folder.ts';

const SCRIPT = new URL('../fakes/ask-without-simd.ts', import.meta.url).pathname;

async function ask(...flags: string[]) {
  const run = await promisify(execFile)(process.execPath, [...flags, SCRIPT, temporaryFolder()]);
  return JSON.parse(run.stdout) as { hasSimd: boolean; found: unknown[][] };
}

test('a processor without the instructions of the kernel gets the same answers', async () => {
  const [usual, without] = await Promise.all([ask(), ask('--no-enable-sse4-1')]);
  expect(usual.hasSimd).toBe(true);
  // The flag means something on Intel's processors only.
  expect(without.hasSimd).toBe(process.arch !== 'x64');
  expect(usual.found.map((each) => each.length)).toEqual(usual.found.map(() => 10));
  expect(without.found).toEqual(usual.found);
});
