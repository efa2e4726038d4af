import { expect, test } from 'vitest';
import { killAtRandom } from './kill-cycles.ts';

const CYCLES = 15;
/** A cycle takes a third of a second where nothing else runs. */
const PATIENCE_MS = 300_000;

test(
  'kill -9 at random moments of random work loses nothing, brings nothing back and leaves nothing by half',
  async () => {
    const seed = Date.now() % 1_000_000;
    const { faults, cycles, acknowledged } = await killAtRandom(CYCLES, seed);
    expect(faults, `seed ${seed}`).toEqual([]);
    expect(cycles).toBe(CYCLES);
    expect(acknowledged).toBeGreaterThan(CYCLES);
  },
  PATIENCE_MS,
);
