import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Rooms } from '../../daemon/http/rooms.ts';
import { Failure } from '../../daemon/failure.ts';
import type { Swept } from '../../daemon/policy/sweep-kept.ts';
import { ask, openDoor, post, refusalOf } from '../attacks/open-door.ts';
import type { Asked, OpenDoor } from '../attacks/open-door.ts';

let door: OpenDoor;
let tagCount = 1;
let sweep: (gone: Swept) => void;
const rooms: Partial<Rooms> = {
  tags: async () => ({ tags: [{ tag: 'bread', pages: tagCount }], count: 1, total: 1 }),
  markdown: async () => '# Bread\n',
  block: async ({ pattern }) => {
    if (pattern === 'bad') throw new Failure('bad-input', 'This is no site.');
    return { pattern, description: null, added: true, kept_pages: 0 };
  },
  metrics: async () => 'pagekeep_pages 3\n',
  forget: () => Promise.reject(new Failure('disk-full', 'Full.')),
};

beforeAll(async () => {
  door = await openDoor({ rooms, sweeper: { hear: (swept) => (sweep = swept) } });
});
afterEach(() => {
  tagCount = 1;
});
afterAll(() => door.close());

const GONE = 'This was done already under the same Idempotency-Key; its answer is gone.';

const read = (path: string, known?: string) =>
  ask(door.port, { path, ...(known !== undefined && { headers: { 'if-none-match': known } }) });

const block = (pattern: string, key: string, token = 'script') =>
  ask(door.port, {
    method: 'POST',
    path: '/api/v1/blocked-domains',
    body: JSON.stringify({ pattern }),
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    token,
  });

const unblock = (asked: Asked) =>
  ask(door.port, {
    method: 'DELETE',
    path: '/api/v1/blocked-domains',
    headers: { 'content-type': 'application/json' },
    ...asked,
  });

describe('ETag', () => {
  test.each(['/api/v1/tags', '/api/v1/pages/1/markdown', '/api/v1/stats'])(
    'an unchanged answer of %s is not sent again',
    async (path) => {
      const first = await read(path);
      const etag = String(first.headers['etag']);
      expect(first.status).toBe(200);
      expect(etag).toMatch(/^W\/"[\w-]{43}"$/);
      for (const known of [etag, `"other", ${etag}`, etag.slice(2), '*']) {
        const again = await read(path, known);
        expect([again.status, again.text, again.headers['etag']]).toEqual([304, '', etag]);
        expect(again.headers['cache-control']).toBe('no-store');
      }
    },
  );

  test('a changed answer is sent, under another one', async () => {
    const { headers } = await read('/api/v1/tags');
    tagCount = 2;
    const again = await read('/api/v1/tags', String(headers['etag']));
    expect(again.status).toBe(200);
    expect(again.headers['etag']).not.toBe(headers['etag']);
    expect(again.text).toContain('"pages":2');
  });

  test('nobody without a token hears of one', async () => {
    const { headers } = await read('/api/v1/tags');
    const known = { 'if-none-match': String(headers['etag']) };
    const stranger = await ask(door.port, { path: '/api/v1/tags', headers: known, token: null });
    expect(stranger.status).toBe(401);
  });
});

describe('Idempotency-Key', () => {
  test('sent twice, a write is done once and answered alike', async () => {
    const { data } = JSON.parse((await block('a.example', 'one')).text) as { data: unknown };
    const again = await block('a.example', 'one');
    expect(again.status).toBe(200);
    expect((JSON.parse(again.text) as { data: unknown }).data).toEqual(data);
    const other = await block('b.example', 'one');
    expect([other.status, refusalOf(other).code]).toEqual([422, 'key-reused']);
    expect((await block('bad', 'two')).status).toBe(400);
    expect((await block('c.example', 'two')).status).toBe(200);
  });

  test('has its answer until something is forgotten, be it in part', async () => {
    expect((await block('d.example', 'three')).status).toBe(200);
    const forget = { method: 'DELETE', path: '/api/v1/memory?url=https://d.example/' };
    expect((await ask(door.port, forget)).status).toBe(507);
    const again = await block('d.example', 'three');
    expect([again.status, refusalOf(again).message]).toEqual([409, GONE]);
  });

  test('has it no longer once a sweep let go of a page behind the door', async () => {
    const gone = { expired: 1, receipt_id: 'r', of_sessions: 0, versions: 0, waits: false };
    for (const [expired, status] of [
      [0, 200],
      [1, 409],
    ] as const) {
      const key = `swept-${expired}`;
      expect((await block('e.example', key)).status).toBe(200);
      sweep({ ...gone, expired });
      expect((await block('e.example', key)).status).toBe(status);
    }
  });

  test.each(['', ' ', 'two words', 'x'.repeat(256), 'ü'])('%j is no key', async (key) => {
    const answered = await block('a.example', key);
    expect([answered.status, refusalOf(answered).message]).toEqual([
      400,
      'Idempotency-Key must be 1 to 255 visible ASCII characters without spaces.',
    ]);
  });
});

describe('where a request is read from', () => {
  test('a DELETE takes the query or the body, and not two that may differ', async () => {
    const query = '/api/v1/blocked-domains?pattern=a.example';
    const body = JSON.stringify({ pattern: 'b.example' });
    expect((await unblock({ path: query })).status).toBe(200);
    expect((await unblock({ body })).status).toBe(200);
    expect((await unblock({ path: query, body: '{}' })).status).toBe(200);
    const both = await unblock({ path: query, body });
    expect([both.status, refusalOf(both).code]).toEqual([400, 'bad-input']);
  });

  test.each(['[]', '7', '{', 'null'])('a write that asks for nothing refuses %s', async (body) => {
    expect((await post(door.port, '/api/v1/sync', body)).status).toBe(400);
    expect((await post(door.port, '/api/v1/sync', '{"more": 1}')).status).toBe(200);
  });
});

test('/metrics adds what the door counted to what the house says, as Prometheus reads it', async () => {
  await ask(door.port, { path: '/api/v1/tags' });
  expect((await block('bad', 'counted')).status).toBe(400);
  const { text, headers, status } = await ask(door.port, { path: '/metrics' });
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(text).toMatch(/^pagekeep_pages 3\n# HELP pagekeep_http_requests_total /);
  expect(text).toMatch(/^pagekeep_http_requests_total\{route="tags",status="200"\} [1-9]\d*$/m);
  expect(text).toMatch(/^pagekeep_http_requests_total\{route="block",status="4\d\d"\} [1-9]\d*$/m);
  expect((await ask(door.port, { path: '/metrics', token: 'reader' })).status).toBe(403);
});
