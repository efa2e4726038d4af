import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { readServedPages } from './served-pages.ts';
import type { ServedPages } from './served-pages.ts';

function build(names: readonly string[]): ServedPages {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'assets'));
  for (const name of names) writeFileSync(join(folder, name), name);
  return readServedPages(folder);
}

test('pages and assets stand under their paths, by the types we know', () => {
  const pages = build([
    'connect.html',
    'library.html',
    'assets/connect-x.js',
    'assets/connect-x.css',
    'assets/notes.exe',
    '.env',
  ]);
  const found = [...pages].map(([path, { status, type, body }]) => [path, [status, type, String(body)]]);
  expect(Object.fromEntries(found)).toEqual({
    '/': [200, 'text/html; charset=utf-8', 'library.html'],
    '/library': [200, 'text/html; charset=utf-8', 'library.html'],
    '/connect': [200, 'text/html; charset=utf-8', 'connect.html'],
    '/assets/connect-x.js': [200, 'text/javascript; charset=utf-8', 'assets/connect-x.js'],
    '/assets/connect-x.css': [200, 'text/css; charset=utf-8', 'assets/connect-x.css'],
  });
});

test('a page that is not built says so in a sentence, and the others are there', () => {
  const pages = build(['connect.html']);
  expect(pages.get('/connect')?.status).toBe(200);
  expect(pages.get('/library')).toMatchObject({ status: 404, type: 'text/plain; charset=utf-8' });
  expect(new TextDecoder().decode(pages.get('/')?.body)).toContain('npm run build');
});

test('a build that is missing altogether is the same sentence for every page', () => {
  const pages = readServedPages('/nowhere/pagekeep');
  expect([...pages.keys()]).toEqual(['/', '/library', '/connect']);
  expect([...pages.values()].map(({ status }) => status)).toEqual([404, 404, 404]);
});
