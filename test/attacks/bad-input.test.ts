import { request as openRequest } from 'node:http';
// The daemon's settings load the whole of zod, which brings words of its own.
import 'zod';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LIMITS } from '../../shared/contract/limits.ts';
import { expectRefused } from './expect-refused.ts';
import { ask, openDoor, refusalOf } from './open-door.ts';
import type { Answered, OpenDoor } from './open-door.ts';

let door: OpenDoor;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());
beforeEach(() => {
  door.entered.length = 0;
});

/** A valid body of every route that takes one; a method stands before the path where it is not POST. */
const BODIES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  '/pair/claim': { digits: '12345678', name: 'a' },
  '/api/v1/capture': { url: 'https://a.example/', html: '<p>a</p>' },
  '/api/v1/crawl/store': { url: 'https://a.example/' },
  '/api/v1/crawl': { url: 'https://a.example/' },
  '/api/v1/crawl/temp': { url: 'https://a.example/' },
  '/api/v1/jobs/crawl-1/give-back': { item_id: 1, message: 'a' },
  '/api/v1/search': { query: 'a' },
  '/api/v1/search/target': { query: 'a' },
  '/api/v1/images/search': { query: 'a' },
  '/api/v1/tags/suggest': { title: 'a' },
  '/api/v1/tags/merge': { from: ['a'], into: 'b' },
  'PATCH /api/v1/pages/1': { note: 'a' },
  '/api/v1/tokens': { name: 'a' },
};

function send(route: string, body: string | Uint8Array): Promise<Answered> {
  const headers = { 'content-type': 'application/json', 'x-pagekeep-client': '1' };
  return ask(door.port, { ...readRoute(route), body, headers });
}

function readRoute(route: string): { method: string; path: string } {
  const [path = '', method = 'POST'] = route.split(' ').toReversed();
  return { method, path };
}

const MALFORMED: readonly (string | Uint8Array)[] = [
  ...'{ } [ ] [] [1] [{}] {} null true false 0 1e999 "text" "" undefined NaN - {a:1} \0 <xml/> a=1&b=2'.split(
    ' ',
  ),
  ...`{'a':1} {"a":} {"a":1,} {"a":1}{"b":2} {"a":01} {"a":"\n"} {"a":"\\x"} {"a":"\\u12"} \uFEFF\uFEFF{}`.split(
    ' ',
  ),
  ...'{"__proto__":{"query":"a","url":"a","name":"a"}} {"constructor":1} {"query":{"toString":1}}'.split(' '),
  '',
  '{} x',
  '// x\n{}',
  '['.repeat(200_000),
  '{"a":'.repeat(100_000),
  Uint8Array.of(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d),
  Uint8Array.of(0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x7d),
  new Uint8Array(1_000),
];

describe.each(Object.keys(BODIES))('%s', (path) => {
  test('without any malformed body', async () => {
    expect((await send(path, JSON.stringify(BODIES[path]))).status).toBe(200);
  });

  test(`refuses ${MALFORMED.length} malformed bodies`, async () => {
    for (const body of MALFORMED) await expectRefused(door, await send(path, body));
  });

  test('refuses a body over its limit, with and without a length', async () => {
    const limit = path === '/api/v1/capture' ? LIMITS.captureBytes : LIMITS.bodyBytes;
    const body = JSON.stringify({ ...BODIES[path], extra: 'x'.repeat(limit) });
    await expectRefused(door, await send(path, body), 413);
    await expectRefused(door, await sendChunks(path, body), 413);
  });

  test('refuses a compressed body', async () => {
    const headers = {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'x-pagekeep-client': '1',
    };
    await expectRefused(door, await ask(door.port, { ...readRoute(path), body: 'x', headers }), 415);
  });
});

/** Sends without `Content-Length`. A door that closes early is no error: what it answered counts. */
function sendChunks(route: string, body: string): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'transfer-encoding': 'chunked',
      'x-pagekeep-client': '1',
      authorization: 'Bearer script',
    };
    const request = openRequest({
      host: '127.0.0.1',
      port: door.port,
      ...readRoute(route),
      headers,
      agent: false,
    });
    request.on('error', reject);
    request.on('response', (response) => {
      request.off('error', reject).on('error', () => undefined);
      const { statusCode: status = 0, headers: answered } = response;
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status, headers: answered, text }));
    });
    for (let at = 0; at < body.length; at += 64_000) request.write(body.slice(at, at + 64_000));
    request.end();
  });
}

/** Fields of every route, with what each must not accept beside null and an object. */
const NOT_TEXT = [1, true, []] as const;
const UNKEEPABLE = ['a\0b', '\uD800', 'x\uDFFFy', '\u{E0041}'] as const;
const TEXT = [...NOT_TEXT, ...UNKEEPABLE];
const FIELDS: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>> = {
  '/pair/claim': { digits: [...TEXT, 'x'.repeat(17)], code: TEXT, name: [...TEXT, 'x'.repeat(101)] },
  '/api/v1/capture': {
    url: [...TEXT, 'x'.repeat(8_193)],
    html: NOT_TEXT,
    capture_id: TEXT,
    title: [...TEXT, 'x'.repeat(2_001)],
    captured_at: [
      ...TEXT,
      'yesterday',
      '2026-99-99',
      '2026-02-30',
      '2026-02-30T10:00:00Z',
      '2026-11-21 10:00',
      '2026-11-21 (Saturday)',
      '2026-11-21T25:00:00Z',
      '+275760-09-13',
      '21.11.2026',
    ],
    canonical_url: TEXT,
    language: TEXT,
    referrer: TEXT,
    selection: NOT_TEXT,
    images: [
      1,
      'x',
      [1],
      [{}],
      [{ src: 1 }],
      [{ src: 'a', width: '1' }],
      Array.from({ length: 2_001 }, () => ({ src: 'a' })),
    ],
    tags: [
      1,
      true,
      [1],
      [null],
      [['a']],
      ['\0'],
      '\0',
      ['x'.repeat(2_001)],
      'x'.repeat(2_001),
      Array.from({ length: 101 }, (_, at) => String(at)),
    ],
    note: [...TEXT, 'x'.repeat(10_001)],
    retention_policy: [
      ...TEXT,
      '',
      'forever',
      '0_days',
      '3651_days',
      '1.5_days',
      '-1_days',
      '01_days',
      '7_days ',
    ],
  },
  '/api/v1/crawl/store': { url: TEXT, tags: [1, [1]], retention_policy: TEXT, note: TEXT },
  '/api/v1/search': {
    query: [...TEXT, 'x'.repeat(10_001)],
    limit: [0, -1, 101, 1e9, 1e308, 1.5, '10', true, []],
    offset: [-1, 0.5, 1e9, '0', []],
    tags: [1, [1], ['\uD800']],
    tags_match: ['both', 1, []],
    domain: [...TEXT, 'x'.repeat(501)],
    language: TEXT,
    since: [...TEXT, 'now'],
    until: [...TEXT, 'now'],
    retention_policy: [...TEXT, 'x'],
    mode: ['fuzzy', 1, '', []],
    group: ['site', 1],
    explain: ['true', 1, 'yes'],
    kind: ['image', 1],
  },
  '/api/v1/search/target': {
    query: [...TEXT, 'x'.repeat(10_001)],
    initial_limit: [0, -1, 101, 1.5, '5', true, []],
    expanded_limit: [0, -1, 1_001, 1.5, '5', true, []],
    tags: [1, [1], ['\uD800']],
    tags_match: ['both', 1, []],
    domain: [...TEXT, 'x'.repeat(501)],
    since: [...TEXT, 'now'],
    retention_policy: [...TEXT, 'x'],
    kind: ['image', 1],
    explain: ['true', 1],
  },
  '/api/v1/tags/suggest': {
    url: [...TEXT, 'x'.repeat(8_193)],
    title: [...TEXT, 'x'.repeat(2_001)],
    text: [...TEXT, 'x'.repeat(10_001)],
    limit: [0, -1, 51, 1.5, '5', []],
  },
  '/api/v1/tags/merge': {
    from: [1, true, [1], [null], ['\0'], ['x'.repeat(2_001)], Array.from({ length: 101 }, String)],
    into: [...TEXT, '', ' \n', 'x'.repeat(2_001), '\u{1D15E}'.repeat(1_000)],
  },
  'PATCH /api/v1/pages/1': {
    tags: [1, true, [1], ['\uD800'], ['x'.repeat(2_001)], Array.from({ length: 101 }, (_, at) => String(at))],
    note: [...TEXT, 'x'.repeat(10_001)],
    title: [...TEXT, 'x'.repeat(2_001)],
    retention_policy: [...TEXT, '', 'forever', '0_days', '3651_days'],
  },
  '/api/v1/tokens': { name: [...TEXT, 'x'.repeat(101)], scopes: ['read', ['root'], [1], 1] },
};

const wrongFields = Object.entries(FIELDS).flatMap(([path, fields]) =>
  Object.entries(fields).map(([field, values]) => [path, field, [null, { a: 1 }, ...values]] as const),
);

test.each(wrongFields)('%s refuses every wrong %s', async (path, field, values) => {
  for (const value of values) {
    await expectRefused(door, await send(path, JSON.stringify({ ...BODIES[path], [field]: value })));
  }
});

test('more than 200 wrong bodies were meant', () => {
  const wrong = wrongFields.reduce((sum, [, , values]) => sum + values.length, 0);
  expect(wrong + MALFORMED.length * Object.keys(BODIES).length).toBeGreaterThan(400);
});

test.each([
  ['/api/v1/search', '{}', 'query is missing.'],
  ['/api/v1/search', '{"query":"a","tags":[1]}', 'A tag must be text.'],
  ['/api/v1/search', '{"query":"a","tags":5}', 'tags must be a list or text.'],
  ['/api/v1/search', '{"query":"a","mode":"x"}', 'mode must be one of hybrid, semantic, keyword.'],
  ['/api/v1/search', '{"query":"a","limit":0}', 'limit must be a whole number from 1 to 100.'],
  ['/api/v1/search/target', '{}', 'query is missing.'],
  ['/api/v1/tags/merge', '{"into":"a"}', 'from is missing.'],
  ['/api/v1/tags/merge', '{"from":["a"]}', 'into is missing.'],
  ['/api/v1/tags/merge', '{"from":["a"],"into":" "}', 'The tag is empty.'],
  ['/api/v1/tags/suggest', '{"limit":51}', 'limit must be a whole number from 1 to 50.'],
  ['PATCH /api/v1/pages/1', '{"note":5}', 'The note must be text.'],
  ['PATCH /api/v1/pages/x', '{}', 'id must be a number.'],
  ['/api/v1/search', '{"query":"a","explain":"x"}', 'explain must be true or false.'],
  ['/api/v1/capture', '{"url":"a","html":"b","images":[{"src":1}]}', 'images[0].src must be text.'],
  ['/api/v1/capture', '{"url":"a","html":"b","images":[{}]}', 'images[0].src is missing.'],
  ['/api/v1/capture', '{"url":"a","html":"b","images":{}}', 'images must be a list.'],
  [
    '/api/v1/tokens',
    '{"name":"a","scopes":["root"]}',
    'scopes[0] must be one of read, capture, crawl, forget, admin.',
  ],
])('%s %s: %s', async (path, body, sentence) => {
  expect(refusalOf(await send(path, body)).message).toBe(sentence);
});

test.each([
  ['/api/v1/search', { query: 'x'.repeat(10_001) }],
  ['/api/v1/capture', { url: 'x'.repeat(8_193), html: '' }],
  ['/api/v1/capture', { url: 'a', html: '', tags: Array.from({ length: 101 }, (_, at) => String(at)) }],
  ['/api/v1/capture', { url: 'a', html: '', tags: Array.from({ length: 1_000_000 }, () => 1) }],
  ['/api/v1/capture', { url: 'a', html: '', images: Array.from({ length: 2_001 }, () => ({ src: 'a' })) }],
])('%s says too-long and names the limit', async (path, body) => {
  const { code, message } = refusalOf(await send(path, JSON.stringify(body)));
  expect(code).toBe('too-long');
  expect(message).toMatch(/\d/);
});
