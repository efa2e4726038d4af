import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDaemonProcess } from '../daemon-process.ts';
import type { DaemonProcess } from '../daemon-process.ts';
import type { Asked, Asking } from './ask-clients.ts';
import { BenchProcess } from './bench-process.ts';
import type { BenchReport, BenchRow } from './bench-report.ts';
import type { Flooding } from './flood-strangers.ts';
import { largeQuestions } from './large-questions.ts';
import { quantile } from './quantile.ts';
import { settledMemory } from './settled-memory.ts';

const TOKEN = 'bench-'.padEnd(43, 'x');
const ALONE = 300;
const TOGETHER = 800;
const IN_FLOOD = 150;
const WARM_UP = 40;
const STRANGERS = 16;
/** Behind an open door words and vectors go on being read into RAM. */
const SETTLING_MS = 15_000;

type Clients = BenchProcess<Asking, Asked>;

/** Search over HTTP by one client and by eight at 20,000 passages, and beside a flood of strangers; `schemathesis` drives the other routes. */
export async function run(): Promise<BenchReport> {
  const dataDir = await mkdtemp(join(tmpdir(), 'pagekeep-bench-'));
  try {
    return {
      name: 'api',
      rows: await measureSearch(dataDir),
      notes: [
        `Search over the development pages, ${ALONE} questions one by one and ${TOGETHER} by 8 clients, each asked once. The flood: ${STRANGERS} connections without a token that ask without a pause.`,
      ],
    };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measureSearch(dataDir: string): Promise<BenchRow[]> {
  const folder = await settledMemory();
  for (const file of ['pages.db', 'index.db']) await cp(join(folder, file), join(dataDir, file));
  const daemon = await start(dataDir);
  const clients: Clients = new BenchProcess('ask-clients.ts');
  const strangers = new BenchProcess<Flooding, number>('flood-strangers.ts');
  try {
    await embedded(daemon);
    await sleep(SETTLING_MS);
    const questions = await largeQuestions(WARM_UP + ALONE + TOGETHER + 2 * IN_FLOOD);
    const ask = (count: number, together: number) =>
      clients.ask({
        port: daemon.port,
        token: TOKEN,
        questions: questions.splice(0, count),
        clients: together,
        mode: 'hybrid',
      });
    await ask(WARM_UP, 1);
    const alone = await ask(ALONE, 1);
    const many = await ask(TOGETHER, 8);
    const quiet = await ask(IN_FLOOD, 1);
    const flood = strangers.ask({ port: daemon.port, connections: STRANGERS });
    const flooded = await ask(IN_FLOOD, 1);
    await strangers.close();
    await flood.catch(() => undefined);
    return describeSearch(alone, many, quantile(flooded.waited, 0.5) / quantile(quiet.waited, 0.5));
  } finally {
    await Promise.all([clients.close(), strangers.close(), daemon.stop()]);
  }
}

function describeSearch(alone: Asked, many: Asked, slower: number): BenchRow[] {
  return [
    { figure: 'search, one client, p50 over HTTP (ms)', ours: quantile(alone.waited, 0.5) },
    {
      figure: 'search, one client, p95 over HTTP (ms)',
      ours: quantile(alone.waited, 0.95),
      bar: { atMost: 20 },
    },
    { figure: 'search, 8 clients, answers/s', ours: (1_000 * many.took.length) / many.together },
    { figure: 'search, 8 clients, p95 over HTTP (ms)', ours: quantile(many.waited, 0.95) },
    { figure: 'answer to ten results, p50 (bytes)', ours: quantile(alone.bytes, 0.5) },
    {
      figure: 'answer to ten results, largest (bytes)',
      ours: Math.max(...alone.bytes),
      bar: { atMost: 15_360 },
    },
    { figure: 'search in a flood of strangers, times as long', ours: slower, bar: { atMost: 2 } },
  ];
}

async function start(dataDir: string): Promise<DaemonProcess> {
  const daemon = await startDaemonProcess({
    dataDir,
    env: { PAGEKEEP_API_KEY: TOKEN, MAX_CONCURRENT_CRAWLS: '16' },
  });
  await daemon.ready();
  return daemon;
}

/** A copy made by older code is built again, which takes minutes. */
async function embedded(daemon: DaemonProcess): Promise<void> {
  while ((await daemon.call('stats')).pending_embeddings > 0) await sleep(1_000);
}
