import { Agent } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endpoints } from '../../shared/contract/endpoints.ts';
import { builtPages } from '../fakes/built-pages.ts';
import { allPaths, bearings, crossings, expectedStatus, requestOf } from './guard-cases.ts';
import type { GuardCase } from './guard-cases.ts';
import { ask, openDoor, refusalOf } from './open-door.ts';
import type { Answered, OpenDoor } from './open-door.ts';

/** Many at once, so that what a flood waits for its refusals is not waited for one after the other. */
const AT_ONCE = 64;
const pages = builtPages();
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
let door: OpenDoor;
beforeAll(async () => {
  door = await openDoor({ pages });
});
afterAll(async () => {
  agent.destroy();
  await door.close();
});

/** Asks every case; `judge` names what is wrong with an answer, and null is nothing. */
async function askAll(
  cases: readonly GuardCase[],
  judge: (one: GuardCase, answered: Answered) => string | null,
): Promise<string[]> {
  const wrong: string[] = [];
  const waiting = cases.values();
  const walk = async (): Promise<void> => {
    for (const one of waiting) {
      const found = judge(one, await ask(door.port, { ...requestOf(one, door.port), agent }));
      if (found !== null) wrong.push(`${JSON.stringify(one)}: ${found}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, walk));
  return wrong;
}

function judgeRefusal(one: GuardCase, answered: Answered): string | null {
  const expected = expectedStatus(one, pages);
  if (answered.status !== expected) return `${answered.status} instead of ${expected}`;
  const allowed = Object.keys(answered.headers).find((name) => name.startsWith('access-control'));
  if (allowed !== undefined) return allowed;
  if (answered.headers['x-content-type-options'] !== 'nosniff') return 'no nosniff';
  if (one.method === 'HEAD') return answered.text === '' ? null : 'a body';
  return refusalOf(answered).message.endsWith('.') ? null : 'no sentence';
}

function judgeEntry(_one: GuardCase, answered: Answered): string | null {
  // Work that has only begun is told apart from work that is done.
  const expected = answered.text.includes('"events":') ? 202 : 200;
  if (answered.status !== expected) return `${answered.status}: ${answered.text}`;
  return Object.keys(answered.headers).find((name) => name.startsWith('access-control')) ?? null;
}

test.each([
  ['host × origin × fetch site × method × path', crossings],
  ['bearer × origin × type × header × method × path', bearings],
])('%s: whoever is refused enters nowhere, and everyone else enters once', async (_name, cross) => {
  const cases = cross(allPaths(pages.keys()));
  const refused = cases.filter((one) => expectedStatus(one, pages) >= 400);
  const admitted = cases.filter((one) => expectedStatus(one, pages) < 400);
  expect(refused.length).toBeGreaterThan(3_000);

  door.entered.length = 0;
  expect(await askAll(refused, judgeRefusal)).toEqual([]);
  expect(door.entered).toEqual([]);

  expect(await askAll(admitted, judgeEntry)).toEqual([]);
  expect(door.entered).toHaveLength(admitted.filter(({ path }) => !pages.has(path)).length);
  // Not entering proves something only where every route can be entered.
  expect(new Set(door.entered.map(({ name }) => name))).toEqual(new Set(Object.keys(endpoints)));
  expect(door.errors).toEqual([]);
});
