import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDoor } from './open-door.ts';
import type { OpenDoor } from './open-door.ts';

let door: OpenDoor;
beforeAll(async () => {
  door = await openDoor({ rooms: {} });
});
afterAll(() => door.close());

test('a request whose head never ends is told so, and its connection is closed', async () => {
  const socket = connect(door.port, '127.0.0.1');
  socket.write('GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n');
  const answered = await text(socket);
  expect(answered).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  expect(answered).toContain('The request did not come whole in time.');
});
