import { setTimeout as sleep } from 'node:timers/promises';
import { Campaign } from './campaign.ts';
import type { CrashReport, Onlooker } from './campaign.ts';
import { ASKED_POINT, writePoint } from './crash-point.ts';
import type { CrashPoint } from './crash-point.ts';
import { doSomething } from './work-at-random.ts';

/** So much is done at most until a point must have been reached. */
const MOST_STEPS = 200;
const CLOCKS_MS = 600;

/** Ends a daemon at each of these points, starts it again and checks; a point that is never reached is a fault too. */
export async function stopAtPoints(
  points: readonly CrashPoint[],
  seed: number,
  onlooker: Onlooker = {},
): Promise<CrashReport> {
  const reports: CrashReport[] = [];
  for (const point of points) {
    reports.push(await stopAtPoint(point, seed, onlooker));
    onlooker.onCycle?.(reports.length);
  }
  const sum = (count: (report: CrashReport) => number): number =>
    reports.reduce((all, report) => all + count(report), 0);
  return {
    cycles: points.length,
    acknowledged: sum((report) => report.acknowledged),
    cutOff: sum((report) => report.cutOff),
    refused: sum((report) => report.refused),
    faults: reports.flatMap(({ faults }) => faults),
  };
}

async function stopAtPoint(point: CrashPoint, seed: number, onlooker: Onlooker): Promise<CrashReport> {
  const campaign = new Campaign(seed, onlooker);
  campaign.when = `after "${point.name}"`;
  const { work } = campaign;
  try {
    const daemon = campaign.start({
      PAGEKEEP_SYNC_IDLE_MS: '100',
      [ASKED_POINT]: writePoint(point),
    });
    const isOpen = await daemon.opened().then(
      () => true,
      () => false,
    );
    for (let step = 0; isOpen && step < MOST_STEPS && (await doSomething(daemon, work)); step += 1);
    // What only a clock or the end brings about.
    if (daemon.isAlive()) await Promise.race([daemon.call('sync').catch(() => null), daemon.ended]);
    if (daemon.isAlive()) await Promise.race([daemon.ended, sleep(CLOCKS_MS)]);
    const code = await daemon.stop();
    if (code !== null) campaign.blame(`it was never reached: ${daemon.printed().slice(-300)}`);
    const after = campaign.start();
    await after.opened();
    await campaign.check(after);
    return campaign.report(1);
  } catch (error) {
    campaign.blame(String(error));
    return campaign.report(1);
  } finally {
    await campaign.close();
  }
}
