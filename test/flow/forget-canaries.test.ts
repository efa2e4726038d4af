import { expect, test } from 'vitest';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { forgetCanaries } from '../forget-canaries.ts';

test('of sixty words planted in six pages no byte is left anywhere once their receipts are checked', async () => {
  const report = await forgetCanaries(temporaryFolder(), 6, 7);
  expect(report.planted).toBe(60);
  // The search itself must be able to find them.
  expect(report.foundBefore).toBe(60);
  expect(report.left).toEqual([]);
  for (const { checks } of report.receipts) expect(checks).toMatchObject({ rows: 0, found_in: [] });
}, 60_000);
