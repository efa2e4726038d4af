import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { expectRefused } from './expect-refused.ts';
import { openDoor, post } from './open-door.ts';
import type { OpenDoor } from './open-door.ts';

const PATH = '/api/v1/images/search';

let door: OpenDoor;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());
beforeEach(() => {
  door.entered.length = 0;
});

test('a question with every filter comes in as it is', async () => {
  const question = {
    query: 'olives',
    limit: 100,
    offset: 10_000,
    formats: ['jpg', 'avif'],
    orientation: 'square',
    min_width: 1,
    min_height: 100_000,
    tags: ['food'],
    tags_match: 'all',
    domain: 'a.example',
    page_id: 1,
    since: '2026-01-01',
    until: '2026-11-21T10:00:00Z',
    retention_policy: '7_days',
    explain: true,
  };
  expect((await post(door.port, PATH, JSON.stringify(question))).status).toBe(200);
  expect(door.entered).toEqual([{ name: 'searchImages', request: question }]);
});

test.each([
  {},
  { query: 7 },
  { query: ['olives'] },
  { query: 'x'.repeat(10_001) },
  { query: 'a\0b' },
  { query: 'a', limit: 0 },
  { query: 'a', limit: 101 },
  { query: 'a', limit: '10' },
  { query: 'a', offset: -1 },
  { query: 'a', offset: 10_001 },
  { query: 'a', formats: 'jpg' },
  { query: 'a', formats: ['jpeg'] },
  { query: 'a', formats: [null] },
  { query: 'a', orientation: 'sideways' },
  { query: 'a', min_width: 0 },
  { query: 'a', min_width: 1.5 },
  { query: 'a', min_height: 100_001 },
  { query: 'a', page_id: 0 },
  { query: 'a', page_id: 2 ** 53 },
  { query: 'a', since: 'soon' },
  { query: 'a', retention_policy: 'sometimes' },
  { query: 'a', tags: [7] },
  { query: 'a', tags_match: 'some' },
  { query: 'a', domain: 'x'.repeat(501) },
  { query: 'a', explain: 'yes' },
])('%j is refused in a sentence', async (question) => {
  await expectRefused(door, await post(door.port, PATH, JSON.stringify(question)));
});
