// What is captured arrives, once and whole, whatever ends meanwhile. `npm run bench -- durability` does the same fifty times.
import { expect, test } from 'vitest';
import { captureInAStorm } from './capture-storm.ts';

test('captures made while the background and the app are killed at random are stored exactly once', async () => {
  const { faults, whole, ...storm } = await captureInAStorm(12, 20_261_121);
  console.log(JSON.stringify(storm));
  expect(faults).toEqual([]);
  expect(whole).toBe(12);
  expect(storm.backgroundKills).toBeGreaterThan(2);
  expect(storm.appKills).toBeGreaterThan(1);
});
