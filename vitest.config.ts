import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    mockReset: true,
    restoreMocks: true,
    sequence: { shuffle: { files: false, tests: true } },
    testTimeout: 20_000,
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
          // One browser at a time: two would measure each other.
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
