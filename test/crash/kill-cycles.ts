import Database from 'better-sqlite3';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Campaign } from './campaign.ts';
import type { CrashReport, Onlooker } from './campaign.ts';
import type { CrashableDaemon } from './crashable-daemon.ts';

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
  onlooker: Onlooker = {},
): Promise<CrashReport> {
  const campaign = new Campaign(seed, onlooker);
  const { folder, random } = campaign;
  const site = await campaign.openSite();
  return campaign.goThrough(cycles, async (cycle) => {
    if (random() < KILLED_WHILE_STARTING) await killSoon(campaign.start(site), random() * LONGEST_START_MS);
    if (cycle > 1 && random() < UPGRADED) {
      setBack(folder);
      await killSoon(campaign.start(site), random() * LONGEST_UPGRADE_MS);
    }
    const daemon = campaign.start({ PAGEKEEP_SYNC_IDLE_MS: '150', ...site });
    await daemon.opened();
    await campaign.check(daemon);
    await campaign.workUntilKilled(daemon);
  });
}

async function killSoon(daemon: CrashableDaemon, afterMs: number): Promise<void> {
  await sleep(afterMs);
  await daemon.kill();
}

/** Makes a memory one of schema 11, from which the next three steps make every checksum anew and give sessions and items a column each. */
function setBack(folder: string): void {
  const database = new Database(join(folder, 'pages.db'));
  // A kill may have kept it there.
  if (database.pragma('user_version', { simple: true }) !== 11) {
    database.exec(`drop index job_items_by_text; drop index job_items_by_html;
      alter table job_items drop column html_hash; alter table sessions drop column used_at;
      pragma user_version = 11`);
  }
  database.close();
}
