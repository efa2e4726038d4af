import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { expectRefused } from './expect-refused.ts';
import { ask, openDoor, post } from './open-door.ts';
import type { OpenDoor } from './open-door.ts';

let door: OpenDoor;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());
beforeEach(() => {
  door.entered.length = 0;
});

describe('query strings', () => {
  test.each([
    '/api/v1/memory?limit=0',
    '/api/v1/memory?limit=-1',
    '/api/v1/memory?limit=1001',
    '/api/v1/memory?limit=1000000000',
    '/api/v1/memory?limit=1e9',
    '/api/v1/memory?limit=',
    '/api/v1/memory?limit=ten',
    '/api/v1/memory?limit=0x10',
    '/api/v1/memory?limit=1.5',
    '/api/v1/memory?limit=true',
    '/api/v1/memory?limit=1&limit=2',
    '/api/v1/memory?limit[]=1&limit=99999999999999999999999999',
    '/api/v1/memory?offset=-1',
    '/api/v1/memory?sort=size',
    '/api/v1/memory?since=soon',
    '/api/v1/memory?filter=sometimes',
    '/api/v1/memory?tag=a%00b',
    '/api/v1/memory?tag=%ff',
    '/api/v1/memory?tag=%ED%A0%80',
    '/api/v1/memory?tag=%',
    '/api/v1/memory?%=1',
    `/api/v1/memory?cursor=${'x'.repeat(201)}`,
    '/api/v1/memory?language=a%00',
    `/api/v1/memory?language=${'x'.repeat(101)}`,
    '/api/v1/tags?limit=0',
    '/api/v1/tags?limit=1001',
    '/api/v1/tags?limit=many',
    '/api/v1/tags?prefix=a%00',
    '/api/v1/tags?prefix=%ED%A0%80',
    '/api/v1/tags?prefix=a&prefix=b',
    `/api/v1/tags?prefix=${'x'.repeat(2_001)}`,
    '/api/v1/pages/lookup',
    '/api/v1/pages/lookup?url',
    '/api/v1/pages/lookup?url=a%00',
    `/api/v1/pages/lookup?url=${'x'.repeat(8_193)}`,
    '/api/v1/pages/one',
    '/api/v1/pages/1e9',
    '/api/v1/pages/99999999999999999999',
    '/api/v1/pages/1/markdown?front_matter=perhaps',
    '/api/v1/pages/x/markdown',
  ])('GET %s', async (path) => {
    const answered = await ask(door.port, { path });
    // An empty address is for the room to judge: it is text, but no URL.
    if (path.endsWith('?url')) expect(door.entered).toEqual([{ name: 'lookup', request: { url: '' } }]);
    else await expectRefused(door, answered);
  });

  test.each(['', '?url=a%00', '?url=a&url=b', '?id=1'])('DELETE /api/v1/memory%s', async (search) => {
    await expectRefused(door, await ask(door.port, { method: 'DELETE', path: `/api/v1/memory${search}` }));
  });

  test('numbers and booleans are converted where the field takes them, and only there', async () => {
    await ask(door.port, { path: '/api/v1/memory?limit=10&offset=0&domain=127&tag=true' });
    await ask(door.port, { path: '/api/v1/pages/7/markdown?front_matter=1' });
    await ask(door.port, { path: '/api/v1/pages/7/markdown?front_matter=true&id=8' });
    expect(door.entered.map(({ request }) => request)).toEqual([
      { limit: 10, offset: 0, domain: '127', tag: 'true' },
      { id: 7, front_matter: 1 },
      { id: 7, front_matter: true },
    ]);
  });

  test('forgetting takes the address from either place', async () => {
    await ask(door.port, {
      method: 'DELETE',
      path: '/api/v1/memory?url=https%3A%2F%2Fa.example%2F%3Fb%3Dc%2Bd+e',
    });
    const headers = { 'content-type': 'application/json' };
    await ask(door.port, {
      method: 'DELETE',
      path: '/api/v1/memory',
      body: '{"url":"https://b.example/"}',
      headers,
    });
    expect(door.entered.map(({ request }) => request)).toEqual([
      { url: 'https://a.example/?b=c+d e' },
      { url: 'https://b.example/' },
    ]);
  });
});

test('unknown fields are ignored and tags arrive as a list', async () => {
  await post(
    door.port,
    '/api/v1/search',
    '{"query":"a","tags":"x, y ,,X","colour":1,"__proto__":{"limit":3}}',
  );
  expect(door.entered).toEqual([{ name: 'search', request: { query: 'a', tags: ['x', 'y'] } }]);
});
