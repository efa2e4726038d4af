import { expect } from 'vitest';
import { ask, refusalOf } from './open-door.ts';
import type { Answered, OpenDoor } from './open-door.ts';

/** A 4xx with one plain sentence; nobody entered, nothing leaked, and the next request is answered. */
export async function expectRefused(door: OpenDoor, answered: Answered, status = 400): Promise<void> {
  const { code, message } = refusalOf(answered);
  expect([answered.status, code, message]).toEqual([
    status,
    code,
    expect.stringMatching(/^[^\n]{10,300}\.$/),
  ]);
  expect(message).not.toMatch(/invalid input|zod|at .*\.ts|node:|undefined|\[object/i);
  expect(door.entered).toEqual([]);
  expect(door.errors).toEqual([]);
  expect((await ask(door.port, { token: null })).status).toBe(200);
  door.entered.length = 0;
}
