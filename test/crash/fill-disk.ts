import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../daemon/failure.ts';
import { Campaign } from './campaign.ts';
import type { CrashableDaemon } from './crashable-daemon.ts';
import { freshPage } from './ledger.ts';
import { inventPage } from './invented-page.ts';
import { withShim } from './shim.ts';

const PAGES = 6;
const address = (nth: number): string => `https://full.example/${nth}`;

/** Fills the disk under a daemon, empties it again, and says in sentences what did not go as it should. */
export async function fillDisk(): Promise<readonly string[]> {
  const campaign = new Campaign(1);
  const { folder, notes, faults, ledger } = campaign;
  const fullFlag = join(notes, 'full');
  const daemon = campaign.start(withShim({ folder, notes, fullFlag }));
  const keep = (nth: number): Promise<void> => {
    const { capture } = inventPage(address(nth), nth);
    return ledger.change(address(nth), freshPage(nth), () => daemon.call('capture', capture));
  };
  try {
    await daemon.opened();
    for (let nth = 1; nth <= PAGES; nth += 1) await keep(nth);
    await daemon.settled();

    writeFileSync(fullFlag, '');
    const refused = [
      ['a capture', () => keep(PAGES + 1)],
      ['an edit', () => edit(daemon, 'while it was full')],
      ['blocking a site', () => daemon.call('block', { pattern: 'full.example' })],
      ['forgetting', () => daemon.call('forget', { url: address(1) })],
      ['a backup', () => daemon.call('makeBackup', {})],
    ] as const;
    for (const [what, act] of refused) faults.push(...(await wrongAnswer(what, act)));
    faults.push(...(await wrongReads(daemon)));

    rmSync(fullFlag);
    await keep(PAGES + 2);
    await edit(daemon, 'when there was room again');
    ledger.settle(address(2), { ...freshPage(2), note: 'when there was room again' });
    // Nothing of what was refused may have happened.
    ledger.settle(address(PAGES + 1), null);
    campaign.when = 'after the disk was full';
    await campaign.check(daemon);
    return faults;
  } finally {
    await campaign.close();
  }
}

async function edit(daemon: CrashableDaemon, note: string): Promise<void> {
  const { page } = await daemon.call('lookup', { url: address(2) });
  await daemon.call('editPage', { id: page?.page_id ?? 0, note }, page?.page_id);
}

/** A full disk is 507 with a sentence that says what to do; the code stands for the status, one table knows both. */
async function wrongAnswer(what: string, act: () => Promise<unknown>): Promise<string[]> {
  try {
    await act();
    return [`${what} was not refused on a full disk`];
  } catch (error) {
    if (!(error instanceof Failure)) return [`${what} on a full disk: ${String(error)}`];
    return error.code === 'disk-full' && error.message.includes('Free some space')
      ? []
      : [`${what} on a full disk was refused as ${error.code}: ${error.message}`];
  }
}

async function wrongReads(daemon: CrashableDaemon): Promise<string[]> {
  const [mark = ''] = inventPage(address(3), 3).marks;
  const { results } = await daemon.call('search', { query: mark, mode: 'keyword' });
  const { total_count } = await daemon.call('list', {});
  const { found } = await daemon.call('lookup', { url: address(3) });
  return [
    ...(results[0]?.url === address(3) ? [] : ['a question was not answered on a full disk']),
    ...(total_count === PAGES ? [] : [`${total_count} pages are listed on a full disk instead of ${PAGES}`]),
    ...(found ? [] : ['a page was not found by its address on a full disk']),
  ];
}
