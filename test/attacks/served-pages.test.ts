import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listen } from '../../daemon/http/listen.ts';
import type { Listening } from '../../daemon/http/listen.ts';
import { readServedPages } from '../../daemon/http/served-pages.ts';
import { ask, sendRaw } from './open-door.ts';

let folder: string;
let door: Listening;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pagekeep-served-'));
  mkdirSync(join(folder, 'served', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.js'), 'secret');
  writeFileSync(join(folder, 'served', 'secret.js'), 'secret');
  writeFileSync(join(folder, 'served', 'connect.html'), '<title>Connect</title>');
  writeFileSync(join(folder, 'served', 'assets', 'connect.js'), 'connect()');
  door = await listen({
    port: 0,
    rooms: Object.create(null),
    pages: readServedPages(join(folder, 'served')),
    clients: { findByToken: async () => null, pairedOrigins: async () => new Set() },
    version: '0.0.0',
    requestsPerMinute: 0,
    onError: () => undefined,
  });
});
afterAll(async () => {
  await door.close();
  rmSync(folder, { recursive: true });
});

const stranger = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  ask(door.port, { path, headers, method, token: null });

test('the pages ask for no token and let nothing in from outside', async () => {
  const page = await stranger('/connect', { 'sec-fetch-site': 'none' });
  expect([page.status, page.text]).toEqual([200, '<title>Connect</title>']);
  expect(page.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
  });
  const policy = String(page.headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|\*|https?:/u);
  const script = await stranger('/assets/connect.js', { 'sec-fetch-site': 'same-origin' });
  expect([script.status, script.headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
});

test.each([
  ['a link or frame on a web page', '/connect', { 'sec-fetch-site': 'cross-site' }, 403],
  ['a page on another port', '/connect', { 'sec-fetch-site': 'same-site' }, 403],
  ['a script tag on a web page', '/assets/connect.js', { 'sec-fetch-site': 'cross-site' }, 403],
  ['DNS rebinding', '/connect', { host: 'evil.example' }, 421],
  ['another origin', '/connect', { origin: 'https://evil.example' }, 403],
] as const)('%s does not get them', async (_name, path, headers, status) => {
  const refused = await stranger(path, headers);
  expect(refused.status).toBe(status);
  expect(refused.text).not.toContain('onnect()');
  expect(Object.keys(refused.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
});

test.each([
  '/connect.html',
  '/connect/',
  '/CONNECT',
  '/assets/',
  '/assets/constructor',
  '/assets/other.js',
  '/secret.js',
])('%s is not one of them, and asks for a token like everything else', async (path) => {
  expect((await stranger(path)).status).toBe(401);
});

test.each([
  '/assets/../secret.js',
  '/assets/..%2fsecret.js',
  '/assets/%2e%2e/secret.js',
  '//assets/connect.js',
  '/assets\\..\\secret.js',
])('the path %s reaches no file', async (path) => {
  const answered = await sendRaw(
    door.port,
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\nConnection: close\r\n\r\n`,
  );
  expect(answered).toMatch(/^HTTP\/1\.1 400 /u);
  expect(answered).not.toContain('secret\r\n');
});

test('a page that is not built is a sentence in plain text', async () => {
  const missing = await stranger('/library');
  expect([missing.status, missing.headers['content-type']]).toEqual([404, 'text/plain; charset=utf-8']);
  expect(missing.text).toContain('npm run build');
});

test('they are only read', async () => {
  const refused = await stranger('/connect', { 'content-type': 'application/json' }, 'POST');
  expect([refused.status, refused.headers['allow']]).toEqual([405, 'GET']);
  const head = await stranger('/connect', {}, 'HEAD');
  expect([head.status, head.text]).toEqual([200, '']);
});
