import Database from 'better-sqlite3';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Campaign } from './campaign.ts';
import type { CrashReport } from './campaign.ts';
import { startCrashableDaemon } from './crashable-daemon.ts';

/** So often a daemon is also killed on its way up, before anybody could ask it for anything. */
const KILLED_WHILE_STARTING = 0.15;
const LONGEST_START_MS = 400;
/** And so often its memory is of the version before, so that the start begins with a change of the schema. */
const UPGRADED = 0.15;
const LONGEST_UPGRADE_MS = 800;

/** Kills (-9) a daemon at random moments of random work on one folder, again and again, and checks after every start. */
export async function killAtRandom(
  cycles: number,
  seed: number,
  onCycle: (cycle: number) => void = () => {},
): Promise<CrashReport> {
  const campaign = new Campaign(seed);
  const { folder, random } = campaign;
  const site = await campaign.openSite();
  try {
    for (let cycle = 1; cycle <= cycles; cycle += 1) {
      if (random() < KILLED_WHILE_STARTING) {
        const starting = startCrashableDaemon(folder, site);
        await sleep(random() * LONGEST_START_MS);
        await starting.kill();
      }
      if (cycle > 1 && random() < UPGRADED) {
        setBack(folder);
        const upgrading = startCrashableDaemon(folder, site);
        await sleep(random() * LONGEST_UPGRADE_MS);
        await upgrading.kill();
      }
      const daemon = startCrashableDaemon(folder, { PAGEKEEP_SYNC_IDLE_MS: '150', ...site });
      await daemon.opened();
      await campaign.check(daemon, `cycle ${cycle}`);
      await campaign.workUntilKilled(daemon);
      onCycle(cycle);
    }
    return campaign.report(cycles);
  } finally {
    await campaign.close();
  }
}

/** Makes a memory one of schema 11, whose next step makes every checksum anew and can be taken again. */
function setBack(folder: string): void {
  const database = new Database(join(folder, 'pages.db'));
  database.pragma('user_version = 11');
  database.close();
}
