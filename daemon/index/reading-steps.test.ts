import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ReadingSteps } from './reading-steps.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function stepsOf(count: number) {
  let left = count;
  const read = vi.fn(() => --left > 0);
  return { read, steps: new ReadingSteps(read) };
}

test('reads a step in a turn until nothing is left, however often it is told to go on', async () => {
  const { read, steps } = stepsOf(3);
  steps.goOn();
  steps.goOn();
  expect(read).not.toHaveBeenCalled();
  await vi.runAllTimersAsync();
  expect(read).toHaveBeenCalledTimes(3);
});

test('a beginning that was put off is not brought forward', async () => {
  const { read, steps } = stepsOf(2);
  steps.goOnAfter(250);
  steps.goOn();
  await vi.advanceTimersByTimeAsync(249);
  expect(read).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(10);
  expect(read).toHaveBeenCalledTimes(2);
});

test('stopped, it reads no more, before its beginning or after', async () => {
  const { read, steps } = stepsOf(9);
  steps.goOnAfter(250);
  steps.stop();
  await vi.runAllTimersAsync();
  steps.goOn();
  steps.stop();
  await vi.runAllTimersAsync();
  expect(read).not.toHaveBeenCalled();
});
