import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { listen } from '../../daemon/http/listen.ts';
import { ask, openDoor, post, refusalOf } from './open-door.ts';
import type { OpenDoor } from './open-door.ts';

function openAgain(port: number): Promise<unknown> {
  return listen({
    port,
    rooms: Object.create(null),
    clients: { findByToken: async () => null, pairedOrigins: async () => new Set() },
    version: '0.0.0',
    requestsPerMinute: 0,
    onError: () => undefined,
  });
}

test('a port taken by Pagekeep is told from one taken by another program', async () => {
  const door = await openDoor();
  await expect(openAgain(door.port)).rejects.toMatchObject({
    code: 'in-use',
    details: { port: door.port, by: 'pagekeep' },
  });
  await door.close();

  const other = createServer((socket) => socket.on('error', () => undefined).end('220 hello\r\n'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  await expect(openAgain(port)).rejects.toMatchObject({ code: 'in-use', details: { port, by: 'another' } });
  other.close();
});

test('closing lets a running request end and takes no new one', async () => {
  const running = Promise.withResolvers<void>();
  const entered = Promise.withResolvers<void>();
  const door = await openDoor({
    rooms: {
      sync: async () => {
        entered.resolve();
        await running.promise;
        return {
          total_syncs: 7,
          last_sync_time: null,
          last_sync_duration: null,
          total_records_synced: 0,
          failed_syncs: 0,
          pending_changes: 0,
        };
      },
    },
  });
  const answer = post(door.port, '/api/v1/sync', '{}');
  await entered.promise;
  const closed = door.close();
  await expect(ask(door.port, {})).rejects.toThrow('ECONNREFUSED');
  running.resolve();
  expect((await answer).text).toContain('"total_syncs":7');
  await closed;
});

test('what a room throws unasked is an answer without its words, and the door stays open', async () => {
  const door: OpenDoor = await openDoor({
    rooms: {
      stats: () => Promise.reject(new Error('no such table: pages at /home/someone')),
      search: () => {
        throw new TypeError('cannot read properties of undefined');
      },
    },
  });
  const failed = await ask(door.port, { path: '/api/v1/stats' });
  expect([failed.status, refusalOf(failed).code]).toEqual([500, 'internal']);
  expect(failed.text).not.toMatch(/table|home/);
  expect((await post(door.port, '/api/v1/search', '{"query":"a"}')).status).toBe(500);
  expect(door.errors).toHaveLength(2);
  expect((await ask(door.port, {})).status).toBe(200);
  await door.close();
});

test('a client over its rate is told when to come back; others are not held up', async () => {
  const door = await openDoor({ requestsPerMinute: 3 });
  for (let request = 0; request < 3; request += 1) {
    expect((await ask(door.port, { path: '/api/v1/stats' })).status).toBe(200);
  }
  const refused = await ask(door.port, { path: '/api/v1/stats' });
  expect([refused.status, refusalOf(refused).code]).toEqual([429, 'rate-limited']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
  expect((await ask(door.port, { path: '/api/v1/stats', token: 'reader' })).status).toBe(200);
  expect((await ask(door.port, { token: null })).status).toBe(200);
  await door.close();
});
