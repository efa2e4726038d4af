import { readFileSync } from 'node:fs';
import { versionMajorMinor } from 'typescript';
import { expect, test } from 'vitest';

interface Package {
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly overrides: Record<string, string>;
}

const root = new URL('../../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');
const own = JSON.parse(read('package.json')) as Package;

test('the Node that runs this is the one the project brings along', () => {
  expect(process.version).toBe(`v${own.devDependencies['node']}`);
});

test('TypeScript stays below 7, with which the boundary checker sees no module and still passes', () => {
  expect(Number(versionMajorMinor)).toBeLessThan(7);
});

test.each(Object.entries({ ...own.dependencies, ...own.devDependencies, ...own.overrides }))(
  '%s is pinned exactly',
  (_name, version) => {
    expect(version).toMatch(/^(npm:@?[\w/-]+@)?\d+\.\d+\.\d+$/);
  },
);

test('the lock file names packages and hashes, not where one machine fetched them', () => {
  const lock = read('package-lock.json');
  expect(lock).not.toMatch(/"resolved"|https?:\/\/(?!.*"(url|funding)")[^"]*\.tgz/);
  expect(lock).toContain('"integrity"');
});

test('installing compiles nothing', () => {
  // npm reads from the lock file whether binding.gyp is to be built, and forgets this word whenever it writes the file.
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { gypfile?: boolean }>;
  };
  expect(packages['node_modules/better-sqlite3']).toHaveProperty('gypfile', false);
});

test('the lock file names the packages of every platform, without which a newer npm refuses `npm ci`', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const locked = Object.keys(packages);
  const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
    Object.keys(optionalDependencies),
  );
  expect(wanted.filter((name) => !locked.some((path) => path.endsWith(`node_modules/${name}`)))).toEqual([]);
});
