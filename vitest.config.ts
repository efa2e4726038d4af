import { defineConfig } from 'vitest/config';
import { TEST_SEED } from './test/test-seed.ts';

export default defineConfig({
  test: {
    mockReset: true,
    restoreMocks: true,
    sequence: { shuffle: { files: false, tests: true }, seed: TEST_SEED },
    testTimeout: 60_000,
    // Most files wait for processes, disks and browsers more than they compute.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['shared/**/*.test.ts', 'daemon/**/*.test.ts', 'extension/**/*.test.{ts,tsx}'],
          exclude: ['extension/entrypoints/**'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/*.test.ts', 'test/{flow,contracts,attacks,crash,architecture}/**/*.test.ts'],
          // It says how long a hostile page may take at most.
          exclude: ['test/attacks/bombs.test.ts'],
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          sequence: { groupOrder: 2 },
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['test/attacks/bombs.test.ts'],
          sequence: { groupOrder: 3 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
