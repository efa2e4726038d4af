import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { endpoints } from '../../shared/contract/endpoints.ts';
import { PAIRED_ORIGIN, STRANGER_ORIGIN, ask, openDoor, sendRaw } from './open-door.ts';
import type { Asked, OpenDoor } from './open-door.ts';

let door: OpenDoor;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());
afterEach(() => {
  door.entered.length = 0;
});

const json = { 'content-type': 'application/json' };
const search: Asked = { method: 'POST', path: '/api/v1/search', body: '{"query":"a"}', headers: json };
const claim: Asked = {
  method: 'POST',
  path: '/pair/claim',
  body: '{"digits":"12345678","name":"a"}',
  headers: { ...json, 'x-pagekeep-client': '1' },
  token: null,
};

function withHeaders(asked: Asked, headers: Record<string, string>): Asked {
  return { ...asked, headers: { ...asked.headers, ...headers } };
}

const REFUSED: readonly (readonly [name: string, asked: Asked, status: number])[] = [
  ['DNS rebinding', withHeaders(search, { host: 'evil.example' }), 421],
  ['rebinding on a static route', { headers: { host: 'evil.example' } }, 421],
  ['rebinding on an unknown route', { path: '/nowhere', headers: { host: 'evil.example' } }, 421],
  ['an image on a web page', { path: '/api/v1/stats', headers: { 'sec-fetch-site': 'cross-site' } }, 403],
  ['a page on another port', { headers: { 'sec-fetch-site': 'same-site' } }, 403],
  ['a page of another origin', withHeaders(search, { origin: 'https://evil.example' }), 403],
  ['a sandboxed frame', withHeaders(search, { origin: 'null' }), 403],
  [
    'a preflight',
    { method: 'OPTIONS', path: '/api/v1/search', headers: { origin: 'https://evil.example' } },
    403,
  ],
  ['a preflight without origin', { method: 'OPTIONS', path: '/api/v1/search', token: null }, 401],
  ['an unpaired extension', withHeaders(search, { origin: STRANGER_ORIGIN }), 403],
  ['a token of a script in an extension', withHeaders(search, { origin: PAIRED_ORIGIN }), 403],
  ['a token of an extension in a script', { ...search, token: 'extension' }, 403],
  ['a form', withHeaders(search, { 'content-type': 'application/x-www-form-urlencoded' }), 415],
  ['a beacon', withHeaders(search, { 'content-type': 'text/plain;charset=UTF-8' }), 415],
  ['a form at the door of pairing', withHeaders(claim, { 'content-type': 'text/plain' }), 415],
  ['pairing without the client header', { ...claim, headers: json }, 403],
  ['no token', { ...search, token: null }, 401],
  ['a wrong token', { ...search, token: 'nobody' }, 401],
  ['an object’s own property as token', { ...search, token: 'constructor' }, 401],
  [
    'a token without the scope',
    { method: 'POST', path: '/api/v1/sync', headers: json, token: 'reader' },
    403,
  ],
  ['no token on an unknown route', { path: '/nowhere', token: null }, 401],
];

describe('refused', () => {
  test.each(REFUSED)('%s', async (_name, asked, status) => {
    const answered = await ask(door.port, asked);
    expect(answered.status).toBe(status);
    expect(door.entered).toEqual([]);
    expect(Object.keys(answered.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(answered.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
  });
});

test.each([
  ['two hosts', `Host: 127.0.0.1:PORT\r\nHost: evil.example\r\n`, 400],
  ['no host', '', 421],
  [
    'two origins',
    `Host: 127.0.0.1:PORT\r\nOrigin: http://127.0.0.1:PORT\r\nOrigin: https://evil.example\r\n`,
    403,
  ],
  ['two tokens', 'Host: 127.0.0.1:PORT\r\nAuthorization: Bearer script\r\nAuthorization: Bearer x\r\n', 401],
  ['a header that is none', 'Host: 127.0.0.1:PORT\r\nnot a header\r\n', 400],
  ['two lengths', 'Host: 127.0.0.1:PORT\r\nContent-Length: 1\r\nContent-Length: 2\r\n', 400],
  ['a length and chunks', 'Host: 127.0.0.1:PORT\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n', 400],
])('%s', async (_name, headers, status) => {
  const lines = headers.replaceAll('PORT', String(door.port));
  const answered = await sendRaw(
    door.port,
    `GET /api/v1/stats HTTP/1.1\r\n${lines}Connection: close\r\n\r\n`,
  );
  expect(answered.slice(0, 13)).toBe(`HTTP/1.1 ${status} `);
  expect(answered.toLowerCase()).toContain('x-content-type-options: nosniff');
  expect(door.entered).toEqual([]);
});

test.each([
  '\0\0\0\0\r\n\r\n',
  'GET\r\n\r\n',
  `GET / HTTP/9.9\r\n\r\n`,
  `\x16\x03\x01\x02\x00`,
  `GET /${'a'.repeat(70_000)}`,
])('bytes that are no request are refused in the same words: %j', async (bytes) => {
  expect(await sendRaw(door.port, bytes)).toMatch(/^HTTP\/1\.1 400 [^]*nosniff[^]*"success":false/);
  expect((await ask(door.port, {})).status).toBe(200);
});

test('a stranger hears of health two words, and nothing else without a token', async () => {
  const answered = await ask(door.port, { token: null });
  expect(JSON.parse(answered.text)).toEqual({ status: 'healthy', ready: true });
  for (const { method, path, scope } of Object.values(endpoints)) {
    if (scope === null) continue;
    const body = method === 'GET' ? {} : { headers: json };
    const refused = await ask(door.port, {
      method,
      path: path.replaceAll(/\{\w+\}/g, '1'),
      token: null,
      ...body,
    });
    expect([path, refused.status]).toEqual([path, 401]);
  }
  expect(door.entered.map(({ name }) => name)).toEqual(['health']);
});

test('every route asks for its own scope', async () => {
  for (const { method, path, scope } of Object.values(endpoints)) {
    if (scope === null || scope === 'read') continue;
    const at = path.replaceAll(/\{\w+\}/g, '1');
    const refused = await ask(door.port, { method, path: at, token: 'reader', headers: json });
    expect([path, refused.status]).toEqual([path, 403]);
  }
  expect(door.entered).toEqual([]);
});

test('an extension reads without origin and writes with its own', async () => {
  const read = await ask(door.port, {
    path: '/api/v1/stats',
    token: 'extension',
    headers: { 'sec-fetch-site': 'none' },
  });
  expect(read.status).toBe(200);
  const written = await ask(door.port, {
    ...withHeaders(search, { origin: PAIRED_ORIGIN }),
    token: 'extension',
  });
  expect(written.status).toBe(200);
});

test('an unpaired extension reaches pairing, which learns its origin', async () => {
  expect((await ask(door.port, withHeaders(claim, { origin: STRANGER_ORIGIN }))).status).toBe(200);
});

test('an unknown address is 404 and a wrong method 405, both only with a token', async () => {
  expect((await ask(door.port, { path: '/nowhere' })).status).toBe(404);
  const refused = await ask(door.port, { method: 'PATCH', path: '/api/v1/memory', headers: json });
  expect(refused.status).toBe(405);
  expect(refused.headers['allow']).toBe('GET, DELETE');
});

test('what a page said is never served as HTML', async () => {
  const answered = await ask(door.port, { path: '/api/v1/pages/1/markdown' });
  expect(answered.headers).toMatchObject({
    'content-type': 'text/markdown; charset=utf-8',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  });
});

test('HEAD is answered like GET, without a body', async () => {
  const answered = await ask(door.port, { method: 'HEAD', token: null });
  expect([answered.status, answered.text]).toEqual([200, '']);
});

test('a WebSocket never opens', async () => {
  const upgrade =
    'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAA\r\n';
  const head = `Host: 127.0.0.1:${door.port}\r\nOrigin: https://evil.example\r\n${upgrade}\r\n`;
  expect(await sendRaw(door.port, `GET /api/v1/stats HTTP/1.1\r\n${head}`)).toMatch(/^HTTP\/1\.1 403 /);
  expect(door.entered).toEqual([]);
});
