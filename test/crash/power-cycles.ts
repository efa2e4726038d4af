import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Campaign } from './campaign.ts';
import type { CrashReport } from './campaign.ts';
import { startCrashableDaemon } from './crashable-daemon.ts';
import { losePower, readFolder } from './lose-power.ts';
import type { Loss } from './lose-power.ts';
import { withShim } from './shim.ts';

const LOSSES: readonly Loss[] = ['all', 'the end', 'anything'];

/** Takes the power away at random moments of random work: what was not synced is gone, or there in part and in any order. Answers also how many changes went. */
export async function losePowerAtRandom(
  cycles: number,
  seed: number,
  onCycle: (cycle: number) => void = () => {},
): Promise<CrashReport & { readonly lost: number }> {
  const campaign = new Campaign(seed);
  const { folder, notes, random } = campaign;
  const journal = join(notes, 'journal');
  let lost = 0;
  const site = await campaign.openSite();
  try {
    for (let cycle = 1; cycle <= cycles; cycle += 1) {
      rmSync(journal, { force: true });
      const before = readFolder(folder);
      const shim = withShim({ folder, notes, journal });
      const daemon = startCrashableDaemon(folder, { PAGEKEEP_SYNC_IDLE_MS: '150', ...site, ...shim });
      await daemon.opened();
      await campaign.check(daemon, `cycle ${cycle}`);
      await campaign.workUntilKilled(daemon);
      const loss = LOSSES[cycle % LOSSES.length] ?? 'all';
      lost += losePower(folder, before, readFileSync(journal), loss, random);
      onCycle(cycle);
    }
    return { ...campaign.report(cycles), lost };
  } finally {
    await campaign.close();
  }
}
