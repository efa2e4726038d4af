import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tree = mkdtempSync(join(tmpdir(), 'pagekeep-lint-'));
afterAll(() => rmSync(tree, { recursive: true }));

interface Plant {
  readonly rule: string;
  readonly file: string;
  readonly source: string;
}

const inRoom = (rule: string, source: string, file = `daemon/search/${rule}.ts`): Plant => ({
  rule,
  file,
  source,
});

const plants: readonly Plant[] = [
  inRoom('no-floating-promises', 'export const f = (): void => { Promise.resolve(1); };\n'),
  inRoom('no-misused-promises', 'export const f = (): void => { [1].forEach(async () => 1); };\n'),
  inRoom(
    'switch-exhaustiveness-check',
    "export function f(x: 'a' | 'b'): number { switch (x) { case 'a': return 1; } return 2; }\n",
  ),
  inRoom('no-explicit-any', 'export const f = (x: any): string => String(x);\n'),
  inRoom('no-non-null-assertion', 'export const f = (x: string | null): number => x!.length;\n'),
  inRoom('consistent-type-imports', "import { Stats } from 'node:fs';\nexport type S = Stats;\n"),
  inRoom('no-default-export', 'export default 1;\n'),
  inRoom('no-console', "console.log('x');\n"),
  inRoom('filename-case', 'export const x = 1;\n', 'daemon/search/badName.ts'),
  inRoom('max-lines', 'export {};\n'.repeat(251)),
  inRoom('max-lines', 'export {};\n'.repeat(41), 'extension/entrypoints/max-lines.ts'),
  inRoom('max-lines-per-function', `export function f(): void {\n${'  f();\n'.repeat(61)}}\n`),
  inRoom('complexity', `export function f(x: number): void {\n${'  if (x > 1) f(x);\n'.repeat(15)}}\n`),
  inRoom('no-restricted-globals', "export const made = new RegExp('x');\n"),
  inRoom('no-restricted-globals', "export const got = fetch('x');\n", 'daemon/http/fetch.ts'),
  inRoom('no-restricted-globals', "export const got = fetch('x');\n", 'extension/background/fetch.ts'),
  inRoom('no-restricted-properties', "export const got = globalThis.fetch('x');\n"),
  inRoom(
    'no-restricted-properties',
    "export const f = (e: { innerHTML: string }): void => { e.innerHTML = ''; };\n",
    'extension/ui/markup.ts',
  ),
];

const allowed: readonly Plant[] = [
  inRoom('no-restricted-globals', "export const got = fetch('x');\n", 'daemon/security/guarded-fetch.ts'),
  inRoom('no-restricted-globals', "export const got = fetch('x');\n", 'extension/daemon-client/ask.ts'),
];

for (const { file, source } of [...plants, ...allowed]) {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  writeFileSync(join(tree, file), source);
}
copyFileSync(join(root, '.oxlintrc.json'), join(tree, '.oxlintrc.json'));

const { stdout } = spawnSync(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), '-f', 'unix'], {
  cwd: tree,
  timeout: 60_000,
  encoding: 'utf8',
});

const reported = ({ rule, file }: Plant): boolean =>
  stdout.split('\n').some((line) => line.startsWith(`${file}:`) && line.endsWith(`(${rule})]`));

test.each(plants)('$rule is caught in $file', (plant) => {
  expect(reported(plant), stdout).toBe(true);
});

test.each(allowed)('$file may do it', (plant) => {
  expect(stdout).toContain('Error/');
  expect(reported(plant)).toBe(false);
});
