import { readFile, rm } from 'node:fs/promises';
import { runCommand } from '../run-command.ts';
import type { BenchReport } from './bench-report.ts';

const OUTCOME = '.cache/bench/main-job-outcome.json';

/** The end-to-end test of the main job with every other development page as a distractor, in the real browser. */
export async function run(): Promise<BenchReport> {
  await rm(OUTCOME, { force: true });
  const exitCode = await runCommand(['vitest', 'run', '--project', 'e2e', 'test/e2e/main-job.test.ts'], {
    PAGEKEEP_DISTRACTORS: '1477',
    PAGEKEEP_MAIN_JOB_OUTCOME: OUTCOME,
  });
  const outcome = JSON.parse(await readFile(OUTCOME, 'utf8')) as {
    right: number;
    landed: number;
    others: number;
    misses: string[];
  };
  return {
    name: 'main-job',
    rows: [
      { figure: 'right page in the first 5, of 20', ours: outcome.right, bar: { atLeast: 16 } },
      { figure: 'jump lands on the passage, of 20', ours: outcome.landed, bar: { atLeast: 15 } },
      { figure: 'distractor pages', ours: outcome.others },
      { figure: 'exit code of the whole test', ours: exitCode, bar: { atMost: 0 } },
    ],
    notes: outcome.misses,
  };
}
