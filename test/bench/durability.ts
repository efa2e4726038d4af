import type { CrashReport } from '../crash/campaign.ts';
import { churn } from '../crash/churn.ts';
import { CRASH_POINTS } from '../crash/crash-points.ts';
import { chooseFaults, failEach } from '../crash/every-fault.ts';
import { runFaultySession } from '../crash/fault-sessions.ts';
import { fillDisk } from '../crash/fill-disk.ts';
import { stopAtPoints } from '../crash/stop-at-points.ts';
import { captureInAStorm } from '../e2e/capture-storm.ts';
import { seededRandom } from '../seeded-random.ts';
import { BenchProcess } from './bench-process.ts';
import type { BenchReport, BenchRow } from './bench-report.ts';
import type { LaneReport, LaneTask } from './crash-lane.ts';
import { progress, tellFault } from './tell-progress.ts';

/** Memories that are crashed side by side. */
const LANES = 2;
/** So often a memory is crashed before the next one is begun: what is checked after every start grows with it. */
const CYCLES_A_MEMORY = 50;
const STORM_CAPTURES = 50;
const STORM_SEED = 20_261_121;

/** A number that a shorter run may set; the bars ask for the full one. */
function sizeOf(name: string, full: number): number {
  const given = Number(process.env[name] ?? full);
  if (!Number.isInteger(given) || given < 0) throw new Error(`${name} must be a whole number.`);
  return given;
}

interface Part {
  readonly rows: readonly BenchRow[];
  readonly faults: readonly string[];
  readonly note?: string;
}

/**
 * Tries to lose what was acknowledged: by kill -9 at random moments and between any two steps, by every failing call, a loss
 * of power, a full disk, a week's churn, and in the browser. More than an hour on two cores.
 */
export async function run(): Promise<BenchReport> {
  const seed = sizeOf('CRASH_SEED', Date.now() % 1_000_000);
  console.log(`seed ${seed} (CRASH_SEED)`);
  const parts: Part[] = [];
  for (const part of [killed, stopped, failed, powerless, filled, churned, stormed]) {
    const started = performance.now();
    const result = await part(seed);
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log(`${part.name}: ${result.faults.length} faults, ${seconds} s`);
    parts.push(result);
  }
  return {
    name: 'durability',
    rows: parts.flatMap(({ rows }) => rows),
    notes: [
      `Seed ${seed}; the daemon itself with a model of words, asked over HTTP, checked from outside after every start.`,
      ...parts.flatMap(({ note }) => note ?? []),
      ...parts.flatMap(({ faults }) => faults.slice(0, 20)),
    ],
  };
}

/** A campaign on one memory after the other in lanes, each in a process of its own: what checks one memory holds up no other. */
async function inLanes(campaign: LaneTask['campaign'], cycles: number, seed: number): Promise<LaneReport> {
  const memories = Math.max(LANES, Math.ceil(cycles / CYCLES_A_MEMORY));
  const tasks = Array.from({ length: memories }, (_, nth): LaneTask => {
    const share = Math.floor((cycles + nth) / memories);
    return { campaign, cycles: share, seed: seed + nth, memory: nth + 1 };
  });
  const reports: LaneReport[] = [];
  const work = async (): Promise<void> => {
    const process = new BenchProcess<LaneTask, LaneReport>('crash-lane.ts');
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift())
      reports.push(await process.ask(task));
    await process.close();
  };
  await Promise.all(Array.from({ length: LANES }, work));
  const sum = (count: (report: LaneReport) => number): number =>
    reports.reduce((all, report) => all + count(report), 0);
  return {
    cycles: sum((report) => report.cycles),
    acknowledged: sum((report) => report.acknowledged),
    cutOff: sum((report) => report.cutOff),
    refused: sum((report) => report.refused),
    lost: sum((report) => report.lost),
    faults: reports.flatMap(({ faults }) => faults),
  };
}

/** Rows that every campaign has. */
function rowsOf(what: string, report: CrashReport, full: number): BenchRow[] {
  return [
    { figure: `${what}: cycles`, ours: report.cycles, bar: { atLeast: full } },
    { figure: `${what}: acknowledged operations`, ours: report.acknowledged },
    { figure: `${what}: cut off without an answer`, ours: report.cutOff },
    {
      figure: `${what}: lost, resurrected, halved or not started`,
      ours: report.faults.length,
      bar: { atMost: 0 },
    },
  ];
}

async function killed(seed: number): Promise<Part> {
  const report = await inLanes('kill -9', sizeOf('CRASH_CYCLES', 500), seed);
  return { rows: rowsOf('kill -9 at random', report, 500), faults: report.faults };
}

async function stopped(seed: number): Promise<Part> {
  const report = await stopAtPoints(CRASH_POINTS, seed, {
    onCycle: progress('crash points', CRASH_POINTS.length),
    onFault: tellFault(seed),
  });
  return { rows: rowsOf('kill between two steps', report, CRASH_POINTS.length), faults: report.faults };
}

async function failed(seed: number): Promise<Part> {
  const { calls } = await runFaultySession(undefined);
  const faults = chooseFaults(
    calls,
    sizeOf('CRASH_FAULTS', 300),
    sizeOf('CRASH_MORE_FAULTS', 200),
    seededRandom(seed),
  );
  const report = await failEach(faults, LANES, {
    onCycle: progress('failing calls', faults.length),
    onFault: tellFault(seed),
  });
  return {
    rows: [
      ...rowsOf('a call fails (EIO, ENOSPC)', report, 500),
      { figure: 'a call fails: refused with a sentence', ours: report.refused },
    ],
    faults: report.faults,
    note: `A session makes ${calls} calls that change files; ${report.hits} of ${faults.length} faults were met.`,
  };
}

async function powerless(seed: number): Promise<Part> {
  const report = await inLanes('loss of power', sizeOf('CRASH_POWER', 150), seed);
  return {
    rows: [
      ...rowsOf('loss of power', report, 150),
      { figure: 'loss of power: unsynced changes taken away', ours: report.lost },
    ],
    faults: report.faults,
  };
}

async function filled(): Promise<Part> {
  const faults = await fillDisk();
  return { rows: [{ figure: 'full disk: faults', ours: faults.length, bar: { atMost: 0 } }], faults };
}

async function churned(seed: number): Promise<Part> {
  const operations = sizeOf('CRASH_CHURN', 100_000);
  const { upserts, forgotten, pages, pagesFile, indexFile, files } = await churn(
    operations,
    seed,
    progress('churn', operations),
  );
  return {
    rows: [
      { figure: 'a week’s churn: files by live content (×)', ours: files, bar: { atMost: 1.3 } },
      { figure: 'a week’s churn: pages.db (×)', ours: pagesFile },
      { figure: 'a week’s churn: index.db (×)', ours: indexFile },
    ],
    faults: [],
    note: `Churn: ${upserts} pages kept or changed, ${forgotten} forgotten, ${pages} left; compared with files written at once.`,
  };
}

/** Captures made while the extension's background and the app are killed at random moments. */
async function stormed(): Promise<Part> {
  const captures = sizeOf('CRASH_CAPTURES', STORM_CAPTURES);
  const storm = await captureInAStorm(captures, STORM_SEED);
  return {
    rows: [
      {
        figure: 'browser: captures stored exactly once, whole',
        ours: storm.whole,
        bar: { atLeast: STORM_CAPTURES },
      },
      { figure: 'browser: faults', ours: storm.faults.length, bar: { atMost: 0 } },
      { figure: 'browser: times the background was killed', ours: storm.backgroundKills },
      { figure: 'browser: times the app was killed', ours: storm.appKills },
      { figure: 'browser: times a person had to press again', ours: storm.pressedAgain },
    ],
    faults: storm.faults,
    note: `Browser: ${captures} pages of 24 sentences, seed ${STORM_SEED}; a person presses again only where told that the page was not saved, or that nothing has begun.`,
  };
}
