import { expect, test } from 'vitest';
import { killAtRandom } from './kill-cycles.ts';
import { TEST_SEED } from '../test-seed.ts';

const CYCLES = 15;
/** A cycle takes a third of a second where nothing else runs. */
const PATIENCE_MS = 300_000;

test(
  'kill -9 at random moments of random work loses nothing, brings nothing back and leaves nothing by half',
  async () => {
    const { faults, cycles, acknowledged } = await killAtRandom(CYCLES, TEST_SEED);
    expect(faults, `seed ${TEST_SEED}`).toEqual([]);
    expect(cycles).toBe(CYCLES);
    expect(acknowledged).toBeGreaterThan(CYCLES);
  },
  PATIENCE_MS,
);
