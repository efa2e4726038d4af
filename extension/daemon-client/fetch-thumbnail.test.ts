import 'fake-indexeddb/auto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { keepConnection } from './connection.ts';
import { fetchThumbnail } from './fetch-thumbnail.ts';

// Stands in for the browser's own interfaces, as WXT's test plugin does.
vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

let server: Server;
let answer: { status: number; type: string; body: Uint8Array | string };
let asked: { url: string | undefined; bearer: string | undefined }[];

beforeEach(async () => {
  fakeBrowser.reset();
  asked = [];
  server = createServer((request, response) => {
    asked.push({ url: request.url, bearer: request.headers.authorization });
    response.writeHead(answer.status, { 'Content-Type': answer.type }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await keepConnection({ port, client_id: 'c', token: 'secret' });
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

test('a small copy comes over the kept connection and becomes a data URL, byte for byte', async () => {
  const bytes = Uint8Array.from({ length: 60_000 }, (_, at) => at % 256);
  answer = { status: 200, type: 'image/webp', body: bytes };
  const copy = await fetchThumbnail(7);
  expect(asked).toEqual([{ url: '/api/v1/images/7/thumbnail', bearer: 'Bearer secret' }]);
  if (!('data_url' in copy)) throw new Error(copy.sentence);
  const [head = '', base64 = ''] = copy.data_url.split(',');
  expect(head).toBe('data:image/webp;base64');
  expect(Buffer.from(base64, 'base64').equals(bytes)).toBe(true);
});

test('a picture without a small copy is refused in the daemon’s words', async () => {
  const error = { code: 'not-found', message: 'No small copy of this picture is kept.' };
  answer = {
    status: 404,
    type: 'application/json',
    body: JSON.stringify({ success: false, error, timestamp: '2026-11-21T10:00:00Z' }),
  };
  expect(await fetchThumbnail(7)).toMatchObject({ refused: true, status: 404, sentence: error.message });
});

test.each([
  ['markup', 'text/html', '<script>alert(1)</script>'],
  ['a drawing, which may hold scripts', 'image/svg+xml', '<svg/>'],
  ['more bytes than a small copy has', 'image/png', 'x'.repeat(65_537)],
])('%s is not shown', async (_, type, body) => {
  answer = { status: 200, type, body };
  expect(await fetchThumbnail(7)).toMatchObject({ refused: true, status: 502 });
});
