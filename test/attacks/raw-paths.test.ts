import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtPages } from '../fakes/built-pages.ts';
import { allPaths } from './guard-cases.ts';
import { ask, openDoor, sendRaw } from './open-door.ts';
import type { OpenDoor } from './open-door.ts';

const pages = builtPages();
const paths = allPaths(pages.keys());
let door: OpenDoor;
beforeAll(async () => {
  door = await openDoor({ pages });
});
afterAll(() => door.close());

const RAW_TARGETS = [
  '//health',
  '/health//',
  '/%68ealth',
  '/pair/../api/v1/stats',
  '/pair/%2e%2e/api/v1/stats',
  '/pair/%2E./api/v1/stats',
  '/pair/..%2fapi/v1/stats',
  '/pair\\..\\api/v1/stats',
  '/./health',
  '/pair/;/../claim',
  'http://evil.example/health',
  'http://127.0.0.1/health',
  '*',
  '/health%00',
  '/héalth',
] as const;

test.each(RAW_TARGETS)('the path %s is not taken for another one', async (target) => {
  const head = `Host: 127.0.0.1:${door.port}\r\nConnection: close\r\n\r\n`;
  const answered = await sendRaw(door.port, `GET ${target} HTTP/1.1\r\n${head}`);
  expect(answered).toMatch(/^HTTP\/1\.1 400 /);
  expect(door.entered).toEqual([]);
});

/** The same path in spellings that some router somewhere takes for it. */
const RESPELLED: Readonly<Record<string, (path: string) => string>> = {
  'a second slash in front': (path) => `/${path}`,
  'a second slash inside': (path) => path.replace(/(?<=.)\//, '//'),
  'an encoded letter': (path) => path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  'an encoded slash': (path) => path.replace(/(?<=.)\//, '%2f'),
  'a dot segment': (path) => `/.${path}`,
  'a step up': (path) => `/pair/..${path}`,
  'an encoded step up': (path) => `/pair/%2e%2E${path}`,
  'a backslash': (path) => path.replace(/(?<=.)\//, '\\'),
  'a parameter of old': (path) => `${path};a=b`,
  'a NUL': (path) => `${path}%00`,
};

test.each(Object.keys(RESPELLED))('%s opens no route and no page', async (name) => {
  for (const path of paths) {
    const target = RESPELLED[name]?.(path) ?? path;
    if (target === path || target === '/') continue;
    for (const method of ['GET', 'POST', 'DELETE']) {
      const lines = `Host: 127.0.0.1:${door.port}\r\nAuthorization: Bearer script\r\nContent-Type: application/json\r\n`;
      const answered = await sendRaw(
        door.port,
        `${method} ${target} HTTP/1.1\r\n${lines}X-Pagekeep-Client: 1\r\nConnection: close\r\n\r\n`,
      );
      expect([target, answered.slice(0, 13)]).toEqual([target, 'HTTP/1.1 400 ']);
    }
  }
  expect(door.entered).toEqual([]);
});

test('a path in capitals, or with a slash at its end, is another path', async () => {
  for (const path of paths) {
    for (const target of [
      path.toUpperCase(),
      path.replace(/[a-z]/, (letter) => letter.toUpperCase()),
      `${path}/`,
    ]) {
      if (target === path || target === '//') continue;
      const stranger = await ask(door.port, { path: target, token: null });
      const known = await ask(door.port, { path: target });
      expect([target, stranger.status, known.status]).toEqual([
        target,
        target.startsWith('/pair/') ? 404 : 401,
        404,
      ]);
    }
  }
  expect(door.entered).toEqual([]);
});
