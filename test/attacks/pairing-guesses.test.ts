import { randomInt } from 'node:crypto';
import { Agent } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { createPairing } from '../../daemon/security/pairing.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { STRANGER_ORIGIN, ask, refusalOf } from './open-door.ts';
import { openHouse } from './open-house.ts';

const GUESSES = 10_000;

/** All different, and none of them the right one. */
function wrongDigits(right: string): string[] {
  const guesses = new Set<string>();
  while (guesses.size < GUESSES) {
    const guess = String(randomInt(100_000_000)).padStart(8, '0');
    if (guess !== right) guesses.add(guess);
  }
  return [...guesses];
}

test('of 10,000 guesses none pairs, and after five not even the right one does', () => {
  const pairing = createPairing();
  const { digits, code } = pairing.open(0);
  const outcomes = wrongDigits(digits).map((guess) => {
    try {
      pairing.claim({ digits: guess }, 1_000);
      return 'paired';
    } catch (error) {
      return (error as { code?: string }).code;
    }
  });
  expect(outcomes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'pairing-refused'));
  expect(new Set(outcomes.slice(5))).toEqual(new Set(['pairing-closed']));
  for (const proof of [{ digits }, { code }]) expect(() => pairing.claim(proof, 1_000)).toThrow('Too many');
});

test('10,000 guesses at the door of a running daemon pair nobody and open nothing', async () => {
  const house = await openHouse(temporaryFolder());
  onTestFinished(() => house.close());
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  onTestFinished(() => agent.destroy());
  const { digits, code } = await house.call('openPairing');
  const before = await house.call('tokens');

  const claim = (proof: object) =>
    ask(house.port, {
      method: 'POST',
      path: '/pair/claim',
      body: JSON.stringify({ ...proof, name: 'guess' }),
      headers: {
        'content-type': 'application/json',
        'x-pagekeep-client': '1',
        origin: STRANGER_ORIGIN,
      },
      token: null,
      agent,
    });
  const waiting = wrongDigits(digits).values();
  const refused: string[] = [];
  const walk = async (): Promise<void> => {
    for (const guess of waiting) {
      const { code: why, message } = refusalOf(await claim({ digits: guess }));
      refused.push(`${why}: ${message}`);
    }
  };
  await Promise.all(Array.from({ length: 16 }, walk));

  expect(refused).toHaveLength(GUESSES);
  const counts = Map.groupBy(refused, (text) => text);
  expect(Object.fromEntries([...counts].map(([text, all]) => [text, all.length]))).toEqual({
    'pairing-refused: This code is wrong or no longer valid.': 5,
    'pairing-closed: Too many wrong codes: make a new one with pagekeep pair.': GUESSES - 5,
  });
  for (const proof of [{ digits }, { code }]) expect((await claim(proof)).status).toBe(429);
  expect(await house.call('tokens')).toEqual(before);
  // A person asks for a new code and gets in at once.
  const { digits: fresh } = await house.call('openPairing');
  expect((await claim({ digits: fresh })).status).toBe(200);
});
