import { afterAll, beforeAll, expect, test } from 'vitest';
import { endpoints } from '../../shared/contract/endpoints.ts';
import { ask, openDoor, refusalOf } from './open-door.ts';
import type { OpenDoor } from './open-door.ts';

/** What is no JSON object, and what only looks like one. */
const MALFORMED: readonly (string | Uint8Array)[] = [
  '{',
  '}',
  '[]',
  '[{}]',
  'null',
  'true',
  '7',
  '"text"',
  '{"a":',
  '{"a" 1}',
  '{"a":1,}',
  '{"a":1} {"b":2}',
  "{'a':1}",
  '{a:1}',
  '{"a":NaN}',
  '{"a":undefined}',
  '{"a":"\n"}',
  '<a/>',
  'a=b&c=d',
  '\0',
  Uint8Array.of(0xff, 0xfe),
  Uint8Array.of(0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d),
];

let door: OpenDoor;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

test('no malformed body enters anywhere: every route that reads one refuses it with a sentence', async () => {
  const routes = Object.values(endpoints).filter(
    ({ method, from }) => method === 'POST' || from === 'body' || from === 'query-or-body',
  );
  const asked = routes.flatMap(({ method, path }) =>
    MALFORMED.map((body) => ({ method, path: path.replaceAll(/\{\w+\}/g, '1'), body })),
  );
  expect(asked.length).toBeGreaterThanOrEqual(500);
  for (const request of asked) {
    const headers = { 'content-type': 'application/json', 'x-pagekeep-client': 'test' };
    const answered = await ask(door.port, { ...request, headers });
    expect([answered.status, refusalOf(answered).code], JSON.stringify(request)).toEqual([400, 'bad-input']);
  }
  expect(door.entered).toEqual([]);
  expect(door.errors).toEqual([]);
});
