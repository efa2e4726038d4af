import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { callDaemon } from '../../daemon/cli/call-daemon.ts';
import type { DaemonLink } from '../../daemon/cli/find-daemon.ts';
import type { SearchAnswer } from '../../shared/contract/passage.ts';
import { compileDaemon } from '../compile-daemon.ts';
import { realModel } from '../real-model.ts';
import type { BenchReport, BenchRow } from './bench-report.ts';
import { largeMemory } from './large-memory.ts';
import { quantile } from './quantile.ts';

const CLI = fileURLToPath(new URL('../../dist/pagekeep.js', import.meta.url));
const LINK: DaemonLink = { host: '127.0.0.1', port: 7_493, token: 'bench-'.padEnd(43, 'x') };
const ROUNDS = 7;
const ASK_AGAIN_MS = 5;
const PATIENCE_MS = 120_000;
const QUESTION = 'how to choose a marketing tool';

/** Milliseconds from the spawn to each first answer. */
interface Start {
  readonly words: number;
  readonly hybrid: number;
}

/** From the spawn of the compiled daemon on 100,000 passages to its first answer by words, and by words and meaning. */
export async function run(): Promise<BenchReport> {
  const memory = await largeMemory();
  if ((await compileDaemon()) !== 0) throw new Error('The daemon could not be compiled.');
  const dataDir = await mkdtemp(join(tmpdir(), 'pagekeep-bench-'));
  try {
    for (const file of ['pages.db', 'index.db']) await cp(join(memory.folder, file), join(dataDir, file));
    const first = await startOnce(dataDir);
    const starts: Start[] = [];
    for (let round = 0; round < ROUNDS; round++) starts.push(await startOnce(dataDir));
    const cold = dropCaches() ? await startOnce(dataDir) : null;
    return {
      name: 'startup',
      rows: [
        { ...median('first answer by words, warm (ms)', starts, 'words'), bar: { atMost: 300 } },
        {
          ...median('first answer by words and meaning, warm (ms)', starts, 'hybrid'),
          bar: { atMost: 1_500 },
        },
        { figure: 'by words, slowest warm (ms)', ours: Math.max(...starts.map(({ words }) => words)) },
        {
          figure: 'by words and meaning, slowest warm (ms)',
          ours: Math.max(...starts.map(({ hybrid }) => hybrid)),
        },
        { figure: 'very first start, by words and meaning (ms)', ours: first.hybrid },
        ...coldRows(cold),
      ],
      notes: [
        memory.note,
        `Medians of ${ROUNDS} starts of the compiled build after a first one, from spawn, asked every ${ASK_AGAIN_MS} ms.`,
        cold === null
          ? 'The cold start is not measured: the system’s caches may not be dropped here.'
          : 'Cold: after the system’s caches were dropped, one start.',
      ],
    };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

function median(figure: string, starts: readonly Start[], which: keyof Start): BenchRow {
  const values = starts.map((start) => start[which]);
  return { figure, ours: quantile(values, 0.5) };
}

function coldRows(cold: Start | null): BenchRow[] {
  if (cold === null) return [];
  return [
    { figure: 'first answer by words, cold (ms)', ours: cold.words },
    { figure: 'first answer by words and meaning, cold (ms)', ours: cold.hybrid },
  ];
}

async function startOnce(dataDir: string): Promise<Start> {
  const { folder } = await realModel();
  const spawned = performance.now();
  const child = spawn(process.execPath, [CLI, 'start', '--data-dir', dataDir, '--port', String(LINK.port)], {
    stdio: 'ignore',
    env: {
      ...process.env,
      CI: 'true',
      PAGEKEEP_MODEL_DIR: folder,
      PAGEKEEP_API_KEY: LINK.token ?? '',
      PAGEKEEP_RATE_LIMIT_PER_MINUTE: '0',
    },
  });
  try {
    await answered(child, 'keyword', ({ count }) => count > 0);
    const words = performance.now() - spawned;
    await answered(child, 'hybrid', ({ notice, results }) => {
      return notice === undefined && results.some(({ matched_by }) => matched_by.includes('meaning'));
    });
    return { words, hybrid: performance.now() - spawned };
  } finally {
    await stop(child);
  }
}

async function answered(
  child: ChildProcess,
  mode: 'keyword' | 'hybrid',
  isAnswer: (answer: SearchAnswer) => boolean,
): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await callDaemon(LINK, 'search', { query: QUESTION, mode }).catch(() => null);
    if (answer !== null && isAnswer(answer)) return;
    if (child.exitCode !== null || performance.now() > deadline)
      throw new Error('The daemon does not answer.');
    await sleep(ASK_AGAIN_MS);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

/** Only the administrator of a Linux machine may. */
function dropCaches(): boolean {
  try {
    writeFileSync('/proc/sys/vm/drop_caches', '3');
    return true;
  } catch {
    return false;
  }
}
