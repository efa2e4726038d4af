import 'fake-indexeddb/auto';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { browserEndpoints } from '../../shared/contract/browser-endpoints.ts';
import { callDaemon } from './call-daemon.ts';
import { callTable } from './call-table.ts';
import { keepConnection, readConnection } from './connection.ts';
import { pair } from './pair.ts';
import { unpair } from './unpair.ts';

// Stands in for the browser's own interfaces, as WXT's test plugin does.
vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let server: Server;
let port: number;
let asked: Asked[];
let answer: { status: number; body: string };

beforeEach(async () => {
  fakeBrowser.reset();
  asked = [];
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      asked.push({ method: request.method, url: request.url, headers: request.headers, body });
      response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const timestamp = '2026-11-21T10:00:00Z';
const says = (data: unknown) => ({ status: 200, body: JSON.stringify({ success: true, data, timestamp }) });
const refuses = (status: number, code: string, message: string) => ({
  status,
  body: JSON.stringify({ success: false, error: { code, message }, timestamp }),
});
const connect = () => keepConnection({ port, client_id: 'c', token: 'secret' });
const saved = { page_id: 1, url: 'u', title: 't', status: 'stored', passages: 1, images: 0, embedded: false };

describe('a call', () => {
  beforeEach(connect);

  test('carries the bearer, and what it asks in the query or in the body', async () => {
    const unknown = { found: false, blocked: null };
    answer = says(unknown);
    expect(await callDaemon('lookup', { url: 'https://a.example/?b=ü&c' })).toEqual(unknown);
    answer = says(saved);
    await callDaemon('capture', new Blob(['{"url":"https://a.example/","html":"ü"}']));
    expect(asked[0]).toMatchObject({
      method: 'GET',
      url: '/api/v1/pages/lookup?url=https%3A%2F%2Fa.example%2F%3Fb%3D%C3%BC%26c',
      body: '',
      headers: { authorization: 'Bearer secret' },
    });
    expect(asked[1]).toMatchObject({
      method: 'POST',
      url: '/api/v1/capture',
      body: '{"url":"https://a.example/","html":"ü"}',
      headers: { authorization: 'Bearer secret', 'content-type': 'application/json' },
    });
  });

  test('names the page in its path, and takes the article as it is', async () => {
    answer = { status: 200, body: '# “A title”' };
    expect(await callTable(browserEndpoints, 'markdown', { id: 7, front_matter: true })).toBe('# “A title”');
    answer = refuses(404, 'not-found', 'There is no such page.');
    expect(await callDaemon('editPage', { id: 8, note: '' })).toMatchObject({ code: 'not-found' });
    expect(asked.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['GET', '/api/v1/pages/7/markdown?front_matter=true', ''],
      ['PATCH', '/api/v1/pages/8', '{"id":8,"note":""}'],
    ]);
  });

  test('hands on a refusal in the words of the daemon', async () => {
    answer = refuses(422, 'language', 'This page is in French.');
    expect(await callDaemon('search', { query: 'tide' })).toEqual({
      refused: true,
      status: 422,
      code: 'language',
      sentence: 'This page is in French.',
    });
  });

  test.for([
    ['a stranger’s page', '<html>hello</html>'],
    ['nothing', ''],
    ['another shape', JSON.stringify({ success: true, data: { found: 'yes' }, timestamp })],
  ])('does not believe %s', async ([, body = '']) => {
    answer = { status: 200, body };
    expect(await callDaemon('lookup', { url: 'x' })).toMatchObject({
      refused: true,
      status: 502,
      code: 'internal',
    });
  });

  test('says that the app is away when nobody listens', async () => {
    await keepConnection({ port: 1, client_id: 'c', token: 'secret' });
    expect(await callDaemon('stats', {})).toMatchObject({ refused: true, status: 0, code: 'away' });
  });

  test.for([
    [401, 'unauthorized'],
    [403, 'forbidden'],
  ] as const)('forgets a bearer that the daemon no longer knows (%s %s)', async ([status, code]) => {
    answer = refuses(status, code, 'No.');
    expect(await callDaemon('stats', {})).toMatchObject({ refused: true, status: 401, code: 'unpaired' });
    expect(await readConnection()).toBeNull();
  });
});

test('nothing that needs a bearer is asked without one', async () => {
  expect(await callDaemon('stats', {}, { port })).toMatchObject({ code: 'unpaired' });
  expect(asked).toEqual([]);
});

describe('pairing', () => {
  const client = { client_id: 'c', token: 'secret', scopes: ['read'], contract: 1 };

  test('keeps the bearer with the port the code was seen on', async () => {
    answer = says(client);
    expect(await pair({ code: 'abc', port })).toEqual({ paired: true });
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ code: 'abc', name: 'Browser' });
    expect(asked[0]?.headers['x-pagekeep-client']).toBe('extension');
    expect(await readConnection()).toEqual({ port, client_id: 'c', token: 'secret' });
  });

  test('keeps nothing when the code is refused', async () => {
    answer = refuses(403, 'pairing-refused', 'That code is not right.');
    expect(await pair({ digits: '12345678', port })).toMatchObject({
      refused: true,
      sentence: 'That code is not right.',
    });
    expect(await readConnection()).toBeNull();
  });

  test('keeps nothing of an app that speaks another contract', async () => {
    answer = says({ ...client, contract: 2 });
    expect(await pair({ digits: '12345678', port })).toMatchObject({ refused: true, code: 'conflict' });
    expect(await readConnection()).toBeNull();
  });

  test('connected once more to the same app, it gives up what it was known by', async () => {
    await keepConnection({ port, client_id: 'old', token: 'worn' });
    answer = says(client);
    await pair({ code: 'abc', port });
    expect(asked.map(({ method, body }) => [method, JSON.parse(body)])).toEqual([
      ['POST', { code: 'abc', name: 'Browser' }],
      ['DELETE', { client_id: 'old' }],
    ]);
    expect(asked[1]?.headers['authorization']).toBe('Bearer secret');
  });

  test('giving it up tells the app and forgets the bearer', async () => {
    await keepConnection({ port, client_id: 'c', token: 'secret' });
    answer = says({ revoked: true });
    await unpair();
    expect(asked.map(({ method, body }) => [method, JSON.parse(body)])).toEqual([
      ['DELETE', { client_id: 'c' }],
    ]);
    expect(await readConnection()).toBeNull();
  });

  test('it is given up without the app, too', async () => {
    await keepConnection({ port: 1, client_id: 'c', token: 'secret' });
    await unpair();
    expect(await readConnection()).toBeNull();
  });
});
