import { expect, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { SCOPES } from '../../shared/contract/pairing.ts';

import { createPairing } from '../security/pairing.ts';
import type { Client } from '../security/clients.ts';
import { clientRooms } from './client-rooms.ts';
import type { Caller } from './rooms.ts';

const OWNER: Client = { client_id: 'owner', scopes: SCOPES, origin: null };
const BROWSER = `chrome-extension://${'a'.repeat(32)}`;
const PAGE = 'http://127.0.0.1:7410';
const HOUR = 3_600_000;

function caller(client: Client | null, origin: string | null = null): Caller {
  return { client, origin, waitForEmbedding: false };
}

async function openRooms() {
  let time = 1_800_000_000_000;
  const rooms = clientRooms({ store: await emptyStore(), pairing: createPairing(), now: () => time });
  return {
    rooms,
    wait: (ms: number) => void (time += ms),
    pair: async (origin: string, name: string): Promise<Client> => {
      const { code } = await rooms.openPairing({}, caller(OWNER));
      const paired = await rooms.pair({ code, name }, caller(null, origin));
      return { client_id: paired.client_id, scopes: paired.scopes, origin };
    },
    names: async () => (await rooms.tokens({}, caller(OWNER))).tokens.map(({ name }) => name),
  };
}

test('the list says which one asks', async () => {
  const { rooms, pair } = await openRooms();
  await pair(BROWSER, 'first');
  const second = await pair(BROWSER, 'second');
  const { tokens } = await rooms.tokens({}, caller(second, BROWSER));
  expect(tokens.map(({ name, current }) => [name, current])).toEqual(
    expect.arrayContaining([
      ['first', false],
      ['second', true],
    ]),
  );
});

test('a browser shuts out another and itself, and never the command line', async () => {
  const { rooms, pair, names } = await openRooms();
  const { client_id: commandLine } = await rooms.createToken(
    { name: 'command line', scopes: [...SCOPES] },
    caller(OWNER),
  );
  const one = await pair(BROWSER, 'one');
  const other = await pair(BROWSER, 'other');
  expect(await rooms.revokeToken({ client_id: other.client_id }, caller(one))).toEqual({ revoked: true });
  expect(await rooms.revokeToken({ client_id: other.client_id }, caller(one))).toEqual({ revoked: false });
  await expect(rooms.revokeToken({ client_id: commandLine }, caller(one))).rejects.toMatchObject({
    code: 'scope',
  });
  expect(await rooms.revokeToken({ client_id: one.client_id }, caller(one))).toEqual({ revoked: true });
  expect(await names()).toEqual(['command line']);
  expect(await rooms.revokeToken({ client_id: commandLine }, caller(OWNER))).toEqual({ revoked: true });
});

test('what a library page left behind is gone a day later, and no browser is', async () => {
  const { pair, wait, names } = await openRooms();
  await pair(PAGE, 'old page');
  await pair(BROWSER, 'browser');
  wait(20 * HOUR);
  await pair(PAGE, 'page of today');
  wait(5 * HOUR);
  await pair(BROWSER, 'new browser');
  expect(new Set(await names())).toEqual(new Set(['page of today', 'browser', 'new browser']));
});
