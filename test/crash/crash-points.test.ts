import { expect, test } from 'vitest';
import { CRASH_POINTS } from './crash-points.ts';
import { TEST_SEED } from '../test-seed.ts';
import { stopAtPoints } from './stop-at-points.ts';

const PATIENCE_MS = 300_000;
const SEED = 3;

/** Every third, by another seed others; the bench goes through all. */
const SAMPLE = CRASH_POINTS.filter((_, nth) => nth % 3 === TEST_SEED % 3);

test(
  'a crash between two steps loses nothing, and the next start finds everything in step',
  async () => {
    const { faults } = await stopAtPoints(SAMPLE, SEED);
    expect(faults).toEqual([]);
  },
  PATIENCE_MS,
);

test('a point that is never reached is told', async () => {
  const gone = {
    name: 'a step that is gone',
    module: 'daemon/store/commit-page',
    step: 'commitAll',
    when: 'before',
  } as const;
  const { faults } = await stopAtPoints([gone], SEED);
  expect(faults.join('\n')).toContain('The step of the crash point "a step that is gone" is gone.');
});
