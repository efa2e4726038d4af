import { brotliCompressSync, constants, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWebSite } from '../../test/fakes/web-site.ts';
import type { Page, WebSite } from '../../test/fakes/web-site.ts';
import { guardedFetch } from './guarded-fetch.ts';
import type { GuardedFetchOptions } from './guarded-fetch.ts';

const MB = 1024 * 1024;
const TEXT = 'Grüße, 世界. '.repeat(1_000);
const BOMB = Buffer.alloc(16 * MB);
const QUICK = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

function body(bytes: string | Uint8Array, headers: Record<string, string> = {}): Page {
  return (_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(bytes);
}

function redirect(to: string): Page {
  return (_request, response) => response.writeHead(302, { location: to }).end('moved');
}

function encoded(encoding: string, bytes: Uint8Array): Page {
  return body(bytes, { 'content-encoding': encoding });
}

let site: WebSite;
let canary: WebSite;
beforeAll(async () => {
  canary = await openWebSite({});
  site = await openWebSite({
    '/': body(TEXT, { 'content-type': 'text/html; charset=utf-8' }),
    '/echo': (request, response) => response.end(JSON.stringify(request.headers)),
    '/gzip': encoded('gzip', gzipSync(TEXT)),
    '/x-gzip': encoded('x-gzip', gzipSync(TEXT)),
    '/deflate': encoded('deflate', deflateSync(TEXT)),
    '/br': encoded('br', brotliCompressSync(TEXT)),
    '/zstd': encoded('zstd', zstdCompressSync(TEXT)),
    '/identity': encoded('identity', Buffer.from(TEXT)),
    '/bomb-gzip': encoded('gzip', gzipSync(BOMB)),
    '/bomb-deflate': encoded('deflate', deflateSync(BOMB)),
    '/bomb-br': encoded('br', brotliCompressSync(BOMB, QUICK)),
    '/bomb-zstd': encoded('zstd', zstdCompressSync(BOMB)),
    '/chained': encoded('gzip, gzip', gzipSync(gzipSync(TEXT))),
    '/unknown-encoding': encoded('compress', Buffer.from(TEXT)),
    '/inherited-encoding': encoded('constructor', Buffer.from(TEXT)),
    '/cut': encoded('gzip', gzipSync(TEXT).subarray(0, 50)),
    '/not-gzip': encoded('gzip', Buffer.from(TEXT)),
    '/endless': (_request, response) => {
      const pour = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) continue;
      };
      response.on('drain', pour).on('error', () => undefined);
      pour();
    },
    '/slow': (_request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    },
    '/silent': () => undefined,
    '/broken': (request) => request.socket.destroy(),
    '/image': body('GIF89a', { 'content-type': 'image/gif' }),
    '/image-secondhand': (_request, response) =>
      response.writeHead(203, { 'content-type': 'image/gif' }).end('GIF89a'),
    '/untyped': (_request, response) => response.end(TEXT),
    '/gone': (_request, response) =>
      response.writeHead(410, { 'content-type': 'application/json' }).end('{}'),
    '/relative': redirect('/'),
    '/to-canary': redirect(`http://${canary.host}/secret`),
    '/to-canary-by-name': redirect(`http://localhost:${canary.port}/secret`),
    '/to-canary-in-decimal': redirect(`http://2130706433:${canary.port}/secret`),
    '/to-mapped': redirect(`http://[::ffff:127.0.0.1]:${canary.port}/secret`),
    '/to-file': redirect('file:///etc/passwd'),
    '/to-credentials': redirect('http://user:word@a.example/'),
    '/loop': redirect('/loop'),
  });
});
afterAll(() => Promise.all([site.close(), canary.close()]));

function get(path: string, options: Partial<GuardedFetchOptions> = {}) {
  return guardedFetch(`http://${site.host}${path}`, { maxBytes: MB, allowHosts: [site.host], ...options });
}

function silence(): Promise<never> {
  return new Promise(() => undefined);
}

test('a page comes with its address, status, type and bytes', async () => {
  const fetched = await get('/');
  expect(fetched).toMatchObject({
    url: `http://${site.host}/`,
    status: 200,
    contentType: 'text/html; charset=utf-8',
  });
  expect(Buffer.from(fetched.body).toString()).toBe(TEXT);
});

test('nothing of this machine is sent along', async () => {
  const { body: echoed } = await get('/echo', { accept: 'text/html' });
  const headers: unknown = JSON.parse(Buffer.from(echoed).toString());
  expect(Object.keys(headers as object).toSorted()).toEqual([
    'accept',
    'accept-encoding',
    'connection',
    'host',
    'user-agent',
  ]);
});

test.each(['/gzip', '/x-gzip', '/deflate', '/br', '/zstd', '/identity'])('%s is decoded', async (path) => {
  expect(Buffer.from((await get(path)).body).toString()).toBe(TEXT);
});

test.each(['/bomb-gzip', '/bomb-deflate', '/bomb-br', '/bomb-zstd', '/endless'])(
  '%s is cut off',
  async (path) => {
    await expect(get(path)).rejects.toMatchObject({
      code: 'too-large',
      message: 'The page is larger than 1 MB.',
    });
  },
);

test.each([
  ['/chained', /encoding/],
  ['/unknown-encoding', /encoding/],
  ['/inherited-encoding', /encoding/],
  ['/cut', /could not be read/],
  ['/not-gzip', /could not be read/],
  ['/broken', /broke off/],
  ['/loop', /redirected more than 10 times/],
])('%s fails with a sentence', async (path, sentence) => {
  await expect(get(path)).rejects.toMatchObject({
    code: 'fetch-failed',
    message: expect.stringMatching(sentence) as string,
  });
});

test.each(['/slow', '/silent'])('%s ends at the deadline', async (path) => {
  await expect(get(path, { deadlineMs: 300 })).rejects.toMatchObject({
    code: 'fetch-failed',
    message: 'The site did not answer within 0.3 s.',
  });
});

test('a name that never resolves ends at the deadline as well', async () => {
  await expect(
    guardedFetch('http://a.example/', { maxBytes: 1, deadlineMs: 100, resolve: silence }),
  ).rejects.toMatchObject({
    code: 'fetch-failed',
  });
});

test('whoever asked can give up', async () => {
  const giveUp = new AbortController();
  const asked = get('/silent', { signal: giveUp.signal });
  giveUp.abort();
  await expect(asked).rejects.toMatchObject({ code: 'fetch-failed' });
});

describe('types', () => {
  const accept = 'text/html,application/xhtml+xml';

  test.each(['/image', '/image-secondhand'])('another type is refused unread: %s', async (path) => {
    await expect(get(path, { accept })).rejects.toMatchObject({
      code: 'not-html',
      message: 'This address leads to image/gif, not to a web page.',
    });
  });

  test('a page without type and an error of any type are returned', async () => {
    expect((await get('/untyped', { accept })).contentType).toBeNull();
    expect((await get('/gone', { accept })).status).toBe(410);
  });
});

describe('redirects', () => {
  test('are followed within what is allowed', async () => {
    expect((await get('/relative')).url).toBe(`http://${site.host}/`);
  });

  test.each([
    '/to-canary',
    '/to-canary-by-name',
    '/to-canary-in-decimal',
    '/to-mapped',
    '/to-file',
    '/to-credentials',
  ])('%s is refused in the same words, and nobody is called', async (path) => {
    await expect(get(path)).rejects.toMatchObject({
      code: 'address-forbidden',
      message: 'Pagekeep does not fetch from this address.',
    });
    expect(canary.requests).toEqual([]);
  });
});

describe('a name that changes its mind', () => {
  test('is asked once, and only what was vetted is dialled', async () => {
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return [{ address: asked === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }];
    };
    const name = `rebind.example:${site.port}`;
    const fetched = await guardedFetch(`http://${name}/`, { maxBytes: MB, allowHosts: [name], resolve });
    expect(fetched.status).toBe(200);
    expect(asked).toBe(1);
  });

  test('gains nothing by a redirect to itself', async () => {
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return [{ address: '127.0.0.1', family: 4 }];
    };
    const name = `rebind.example:${site.port}`;
    await expect(
      guardedFetch(`http://${name}/to-canary-by-name`, { maxBytes: MB, allowHosts: [name], resolve }),
    ).rejects.toMatchObject({ code: 'address-forbidden' });
    expect(asked).toBe(2);
    expect(canary.requests).toEqual([]);
  });
});
