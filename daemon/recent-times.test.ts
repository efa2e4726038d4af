import { expect, test } from 'vitest';
import { RecentTimes } from './recent-times.ts';

test('tells the median and the slow end of the last thousand, and nothing of what failed', async () => {
  const times = new RecentTimes();
  expect(times.percentiles()).toEqual({ count: 0, p50_ms: null, p95_ms: null });
  let now = 0;
  const clock = performance.now.bind(performance);
  performance.now = () => now;
  try {
    for (let ms = 1; ms <= 1_100; ms++) {
      await times.measure(async () => {
        now += ms;
      });
    }
    await expect(times.measure(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  } finally {
    performance.now = clock;
  }
  // 101 to 1,100 are left.
  expect(times.percentiles()).toEqual({ count: 1_000, p50_ms: 600, p95_ms: 1_050 });
});
