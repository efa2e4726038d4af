import type { CrashReport, Onlooker } from '../crash/campaign.ts';
import { killAtRandom } from '../crash/kill-cycles.ts';
import { losePowerAtRandom } from '../crash/power-cycles.ts';
import { serveTasks } from './bench-process.ts';
import { progress, tellFault } from './tell-progress.ts';

/** One memory that is crashed again and again. */
export interface LaneTask {
  readonly campaign: 'kill -9' | 'loss of power';
  readonly cycles: number;
  readonly seed: number;
  /** From 1. */
  readonly memory: number;
}

/** `lost` are changes that a loss of power took away because nobody had synced them. */
export interface LaneReport extends CrashReport {
  readonly lost: number;
}

const CAMPAIGNS: Readonly<
  Record<
    LaneTask['campaign'],
    (cycles: number, seed: number, onlooker: Onlooker) => Promise<CrashReport & { readonly lost?: number }>
  >
> = { 'kill -9': killAtRandom, 'loss of power': losePowerAtRandom };

serveTasks(async ({ campaign, cycles, seed, memory }: LaneTask): Promise<LaneReport> => {
  const report = await CAMPAIGNS[campaign](cycles, seed, {
    onCycle: progress(`${campaign}, memory ${memory},`, cycles),
    onFault: tellFault(seed),
  });
  return { ...report, lost: report.lost ?? 0 };
});
