import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { Crawl4aiHome } from './crawl4ai-home.ts';

/** A Python that makes environments of itself, whose pip only notes that it was called. */
async function usePython(folder: string): Promise<string> {
  const python = join(folder, 'python3');
  const calls = join(folder, 'calls');
  const script = `#!/bin/sh
case "$*" in
  -c*) printf '%s\\n3.12\\nTrue\\n' "$0" ;;
  '-m venv '*) /bin/mkdir -p "$3/bin"; /bin/cp "$0" "$3/bin/python" ;;
  '-m pip '*) echo pip >> '${calls}'; /bin/sleep 0.3 ;;
esac
`;
  await writeFile(python, script);
  await chmod(python, 0o700);
  vi.stubEnv('PATH', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  return calls;
}

test('two that need it at once set it up once, and what a killed one left is cleared away', async () => {
  const folder = temporaryFolder();
  const calls = await usePython(temporaryFolder());
  await mkdir(join(folder, 'new-left'));
  const homes = [new Crawl4aiHome(folder), new Crawl4aiHome(folder)] as const;
  await Promise.all(homes.map((home) => home.install(() => undefined)));
  expect(await readFile(calls, 'utf8')).toBe('pip\n');
  expect(await readdir(folder)).toEqual(['env']);
  expect(await homes[0].isInstalled()).toBe(true);
});
