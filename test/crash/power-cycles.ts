import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Campaign } from './campaign.ts';
import type { CrashReport, Onlooker } from './campaign.ts';
import { losePower, readFolder } from './lose-power.ts';
import type { Loss } from './lose-power.ts';
import { withShim } from './shim.ts';

const LOSSES: readonly Loss[] = ['all', 'the end', 'anything'];

/** Takes the power away at random moments of random work: what was not synced is gone, or there in part and in any order. Answers also how many changes went. */
export async function losePowerAtRandom(
  cycles: number,
  seed: number,
  onlooker: Onlooker = {},
): Promise<CrashReport & { readonly lost: number }> {
  const campaign = new Campaign(seed, onlooker);
  const { folder, notes, random } = campaign;
  const journal = join(notes, 'journal');
  let lost = 0;
  const site = await campaign.openSite();
  const report = await campaign.goThrough(cycles, async (cycle) => {
    rmSync(journal, { force: true });
    const before = readFolder(folder);
    const shim = withShim({ folder, notes, journal });
    const daemon = campaign.start({ PAGEKEEP_SYNC_IDLE_MS: '150', ...site, ...shim });
    await daemon.opened();
    await campaign.check(daemon);
    await campaign.workUntilKilled(daemon);
    const loss = LOSSES[cycle % LOSSES.length] ?? 'all';
    lost += losePower(folder, before, readFileSync(journal), loss, random);
  });
  return { ...report, lost };
}
