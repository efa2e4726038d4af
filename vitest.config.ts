import { defineConfig } from 'vitest/config';
import { TEST_SEED } from './test/test-seed.ts';

export default defineConfig({
  test: {
    mockReset: true,
    restoreMocks: true,
    sequence: { shuffle: { files: false, tests: true }, seed: TEST_SEED },
    testTimeout: 60_000,
    // A process, a thread or a browser may be slow to act; what never comes still fails.
    expect: { poll: { timeout: 15_000 } },
    // Most files wait for processes, disks and browsers more than they compute.
    maxWorkers: 2,
    // Each thread strips its own types, by a module in WebAssembly that all share; once in hundreds of runs V8 aborts where one
    // thread makes its wrappers faster while another ends ("Check failed: jit_page.has_value()"). Here they stay as they are.
    execArgv: ['--wasm-wrapper-tiering-budget=1000000000'],
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
          // It builds what the others open.
          exclude: ['test/e2e/packed.test.ts'],
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
      {
        extends: true,
        test: {
          name: 'packed',
          include: ['test/e2e/packed.test.ts'],
          sequence: { groupOrder: 4 },
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
