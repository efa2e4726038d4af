import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SCOPES } from '../../shared/contract/pairing.ts';
import type { Client } from '../../daemon/security/clients.ts';
import { ask, openDoor } from './open-door.ts';
import type { OpenDoor } from './open-door.ts';

const GUEST: Client = { client_id: 'guest', scopes: SCOPES, origin: null };

let tokens: Record<string, Client>;
let door: OpenDoor;
let handedOn: number;

/** Something every 20 ms for ten seconds; says how much of it went out. */
async function* flow<T>(part: T): AsyncGenerator<T> {
  for (; handedOn < 500; handedOn += 1) {
    await wait(20);
    yield part;
  }
}

beforeEach(async () => {
  handedOn = 0;
  tokens = { guest: GUEST };
  door = await openDoor({
    tokens,
    rooms: {
      jobEvents: async () => flow(null),
      exportMemory: async () => ({ type: 'text/plain', name: 'all', body: flow(Buffer.from('a page\n')) }),
    },
  });
});
afterEach(() => door.close());

/** Begins to read, has `change` done to the token, and answers how that ended. */
async function readWhile(path: string, change: () => void) {
  const reading = ask(door.port, { path, token: 'guest' }).then(
    ({ status }) => status,
    () => 'broken off',
  );
  while (handedOn < 3) await wait(5);
  change();
  return reading;
}

const revoke = () => void delete tokens['guest'];
const narrow = () => void (tokens['guest'] = { ...GUEST, reach: { tags: ['work'] } });

test.each([
  ['is revoked', revoke],
  ['gets a narrower reach', narrow],
])('the events of a job end for a client that %s', async (_, change) => {
  expect(await readWhile('/api/v1/jobs/crawl-1/events', change)).toBe(200);
  expect(handedOn).toBeLessThan(500);
});

test('an export breaks off for a client that is revoked: it must not pass for a whole one', async () => {
  expect(await readWhile('/api/v1/export?format=jsonl', revoke)).toBe('broken off');
  expect(handedOn).toBeLessThan(500);
});
