import { expect, test } from 'vitest';
import { churn } from './churn.ts';
import { TEST_SEED } from '../test-seed.ts';

const PATIENCE_MS = 300_000;

test(
  'files stay about as large as what they hold, however often pages come, change and go',
  async () => {
    const { files, forgotten, pages } = await churn(700, TEST_SEED);
    expect(files).toBeLessThanOrEqual(1.3);
    expect(forgotten).toBeGreaterThan(20);
    expect(pages).toBeGreaterThan(100);
  },
  PATIENCE_MS,
);
