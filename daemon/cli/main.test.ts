import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

function pagekeep(...typed: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'main.ts'), ...typed],
    {
      encoding: 'utf8',
      env: { ...process.env, PAGEKEEP_DATA_DIR: join(import.meta.dirname, 'no-such-folder') },
    },
  );
  return { status, stdout, stderr };
}

test('a wrong word is exit 2 with one line on stderr', () => {
  const { status, stdout, stderr } = pagekeep('serach', 'x');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^pagekeep: There is no command "serach"[^\n]*\n$/);
});

test('without a daemon: exit 3', () => {
  expect(pagekeep('search', 'x').status).toBe(3);
});

test('help is exit 0 and stands on stdout', () => {
  const { status, stdout, stderr } = pagekeep('--help');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('pagekeep remember https://example.org/');
});
