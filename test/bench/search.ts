import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDaemonProcess } from '../daemon-process.ts';
import type { DaemonProcess } from '../daemon-process.ts';
import type { Asked, Asking } from './ask-clients.ts';
import { BenchProcess } from './bench-process.ts';
import type { BenchReport, BenchRow } from './bench-report.ts';
import { largeMemory, straightforwardFile } from './large-memory.ts';
import { largeQuestions } from './large-questions.ts';
import { quantile } from './quantile.ts';

const TOKEN = 'bench-'.padEnd(43, 'x');
const ALONE = 400;
const BY_ONE_LEG = 200;
const TOGETHER = 1_200;
const WARM_UP = 40;
/** Behind an open door words and vectors go on being read into RAM. */
const SETTLING_MS = 15_000;

type Clients = BenchProcess<Asking, Asked>;

/**
 * The whole answer at 100,000 passages over HTTP, the question's embedding included, the client in a process of its own: index in RAM, on
 * disk, and the seed's way, question by question in turn. No question comes twice, so no cache helps.
 */
export async function run(): Promise<BenchReport> {
  const memory = await largeMemory();
  const dataDir = await mkdtemp(join(tmpdir(), 'pagekeep-bench-'));
  const clients: Clients = new BenchProcess('ask-clients.ts');
  const seed = new BenchProcess<string, number>('straightforward-search.ts', await straightforwardFile());
  const daemons: DaemonProcess[] = [];
  try {
    const [ram, disk] = [
      await start(memory.folder, dataDir, 'ram'),
      await start(memory.folder, dataDir, 'disk'),
    ];
    daemons.push(ram, disk);
    const questions = await largeQuestions(WARM_UP + ALONE + 2 * BY_ONE_LEG + TOGETHER);
    const take = (count: number): string[] => questions.splice(0, count);
    await sleep(SETTLING_MS);
    await interleave(clients, seed, ram, disk, take(WARM_UP));

    const turns = await interleave(clients, seed, ram, disk, take(ALONE));
    await disk.stop();
    await seed.close();
    const legs: BenchRow[] = [];
    for (const mode of ['keyword', 'semantic'] as const) {
      const { took } = await clients.ask({ ...linkOf(ram), questions: take(BY_ONE_LEG), clients: 1, mode });
      legs.push({ figure: `${mode} alone, p95 in the daemon (ms)`, ours: quantile(took, 0.95) });
    }
    const many = await clients.ask({ ...linkOf(ram), questions: take(TOGETHER), clients: 8, mode: 'hybrid' });
    return {
      name: 'search',
      peer: 'the seed’s way: sqlite-vec + FTS5 in a file, reciprocal ranks, same model',
      rows: [...describeTurns(turns), ...legs, ...describeMany(many)],
      notes: [
        memory.note,
        `${turns.ram.took.length} questions one by one, ${many.took.length} by 8 clients: titles, shortened sentences, judged questions, single words. The seed’s way answers in its own process without HTTP.`,
      ],
    };
  } finally {
    await Promise.all([clients.close(), seed.close(), ...daemons.map((daemon) => daemon.stop())]);
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function start(source: string, folder: string, mode: 'ram' | 'disk'): Promise<DaemonProcess> {
  const dataDir = join(folder, mode);
  for (const file of ['pages.db', 'index.db']) await cp(join(source, file), join(dataDir, file));
  const daemon = await startDaemonProcess({
    dataDir,
    env: { PAGEKEEP_MEMORY: mode, PAGEKEEP_API_KEY: TOKEN },
  });
  await daemon.ready();
  return daemon;
}

function linkOf({ port }: DaemonProcess): Pick<Asking, 'port' | 'token'> {
  return { port, token: TOKEN };
}

interface Turns {
  readonly ram: { took: number[]; waited: number[] };
  readonly disk: { took: number[]; waited: number[] };
  readonly seed: number[];
}

/** Every question to each of the three in turn. */
async function interleave(
  clients: Clients,
  seed: BenchProcess<string, number>,
  ram: DaemonProcess,
  disk: DaemonProcess,
  questions: readonly string[],
): Promise<Turns> {
  const turns: Turns = { ram: { took: [], waited: [] }, disk: { took: [], waited: [] }, seed: [] };
  for (const question of questions) {
    for (const [daemon, times] of [
      [ram, turns.ram],
      [disk, turns.disk],
    ] as const) {
      const asking: Asking = { ...linkOf(daemon), questions: [question], clients: 1, mode: 'hybrid' };
      const { took, waited } = await clients.ask(asking);
      times.took.push(...took);
      times.waited.push(...waited);
    }
    turns.seed.push(await seed.ask(question));
  }
  return turns;
}

function describeTurns({ ram, disk, seed }: Turns): BenchRow[] {
  const beside = (figure: string, ours: readonly number[], share: number): BenchRow => {
    const [own, peer] = [quantile(ours, share), quantile(seed, share)];
    return { figure, ours: own, peer, ratio: peer / own };
  };
  return [
    beside('whole answer, p50 in the daemon, ram (ms)', ram.took, 0.5),
    { ...beside('whole answer, p95 in the daemon, ram (ms)', ram.took, 0.95), bar: { atMost: 25 } },
    beside('whole answer, p50 in the daemon, disk (ms)', disk.took, 0.5),
    beside('whole answer, p95 in the daemon, disk (ms)', disk.took, 0.95),
    { figure: 'p95 over HTTP, ram (ms)', ours: quantile(ram.waited, 0.95) },
    { figure: 'p95 over HTTP, disk (ms)', ours: quantile(disk.waited, 0.95) },
    { figure: 'disk beside ram, p50', ours: quantile(disk.took, 0.5) / quantile(ram.took, 0.5) },
  ];
}

function describeMany({ took, waited, together }: Asked): BenchRow[] {
  return [
    { figure: '8 clients, answers/s', ours: (1_000 * took.length) / together, bar: { atLeast: 150 } },
    { figure: '8 clients, p50 over HTTP (ms)', ours: quantile(waited, 0.5) },
    { figure: '8 clients, p95 over HTTP (ms)', ours: quantile(waited, 0.95) },
  ];
}
