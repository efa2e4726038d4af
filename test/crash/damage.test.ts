import { expect, test } from 'vitest';
import { damageStructure, flipBits } from './damage-campaign.ts';

const SEED = 20_261_122;

test(`every changed bit of what is kept is told, and nothing is answered wrongly (64 bits, seed ${SEED})`, async () => {
  const { tried, changing, missed, wrong } = await flipBits(64, SEED);
  expect({ tried, missed, wrong }).toEqual({ tried: 64, missed: [], wrong: [] });
  expect(changing).toBeGreaterThan(5);
}, 120_000);

test(`nothing is answered wrongly from files that were cut, swapped or exchanged (10 of 30 ways, seed ${SEED})`, async () => {
  const { tried, missed, wrong } = await damageStructure(SEED, 10);
  expect({ tried, missed, wrong }).toEqual({ tried: 10, missed: [], wrong: [] });
}, 120_000);
