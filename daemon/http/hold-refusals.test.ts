import { expect, test } from 'vitest';
import { holdRefusals } from './hold-refusals.ts';

test('five hundred refusals are answered at once, those of a flood wait', async () => {
  const hold = holdRefusals();
  // A second that has just begun holds all of them.
  await new Promise((later) => setTimeout(later, 1_000 - (performance.now() % 1_000) + 1));
  const began = performance.now();
  const took = async (): Promise<number> => {
    await hold();
    return performance.now() - began;
  };
  const waits = await Promise.all(Array.from({ length: 560 }, took));
  const held = Math.min(...waits.slice(500));
  expect(held).toBeGreaterThanOrEqual(18);
  expect(Math.max(...waits.slice(0, 500))).toBeLessThan(held);
});
