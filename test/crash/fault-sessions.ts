import { Campaign } from './campaign.ts';
import type { CrashReport } from './campaign.ts';
import { startCrashableDaemon } from './crashable-daemon.ts';
import type { CrashableDaemon } from './crashable-daemon.ts';
import { readCount, withShim } from './shim.ts';
import type { FaultyCall } from './shim.ts';
import { doSomething } from './work-at-random.ts';
import type { Refusal } from './work-at-random.ts';

/** The session that every fault is put into: the same things in the same order until the fault. */
const SESSION_SEED = 6;
const SESSION_LENGTH = 24;

/** What one fault in one session led to. */
export interface FaultySession extends CrashReport {
  /** Calls the session made, and which of them was hit, in words. */
  readonly calls: number;
  readonly hit: string;
}

/**
 * Runs a scripted session in which one call fails, ends it in order or by a kill, starts again without the fault and
 * checks. Nothing acknowledged may be gone, reading goes on, and a start that fails says why in a sentence.
 */
export async function runFaultySession(fault: FaultyCall | undefined): Promise<FaultySession> {
  const campaign = new Campaign(SESSION_SEED, wrongRefusal);
  const { folder, notes, faults } = campaign;
  try {
    const shim = withShim({ folder, notes, ...(fault !== undefined && { fault }) });
    const daemon = startCrashableDaemon(folder, { PAGEKEEP_SYNC_IDLE_MS: '100', ...shim });
    if (await hasOpened(daemon, faults)) await goThrough(daemon, campaign, fault);
    const { calls, hit } = readCount(notes);
    const after = startCrashableDaemon(folder);
    try {
      await after.opened();
      await campaign.check(after, `after a fault of ${hit}`);
    } finally {
      await after.kill();
    }
    return { ...campaign.report(1), calls, hit };
  } catch (error) {
    const { calls, hit } = readCount(notes);
    faults.push(`after a fault of ${hit}: ${String(error)}`);
    return { ...campaign.report(1), calls, hit };
  } finally {
    await campaign.close();
  }
}

/** A disk that fails is said to be full or failing; anything else is an answer for nobody. */
function wrongRefusal({ what, failure }: Refusal): string | null {
  return failure.code === 'disk-full' ? null : `${what} was refused as ${failure.code}: ${failure.message}`;
}

async function hasOpened(daemon: CrashableDaemon, faults: string[]): Promise<boolean> {
  try {
    await daemon.opened();
    return true;
  } catch {
    await daemon.ended;
    const said = /^pagekeep: .+\.$/m.exec(daemon.printed())?.[0] ?? '';
    const wasKilled = daemon.printed().trim() === '' || said === '';
    if (wasKilled && daemon.exitCode() !== null)
      faults.push(`a start failed without a sentence: ${daemon.printed()}`);
    return false;
  }
}

async function goThrough(
  daemon: CrashableDaemon,
  campaign: Campaign,
  fault: FaultyCall | undefined,
): Promise<void> {
  const { work, faults, ledger } = campaign;
  for (let step = 0; step < SESSION_LENGTH; step += 1) {
    if (!(await doSomething(daemon, work))) break;
  }
  if (daemon.isAlive()) {
    const { total_count } = await daemon.call('list', { limit: 1 });
    const kept = ledger.things().filter((thing) => ledger.of(thing) !== null && thing.startsWith('https:'));
    if (total_count !== kept.length) faults.push(`${total_count} pages are listed, ${kept.length} were kept`);
  } else if (fault?.error !== 'KILL') {
    faults.push(`the daemon ended: ${daemon.printed().slice(-500)}`);
  }
  if ((fault?.call ?? 0) % 2 === 0) await daemon.kill();
  else await daemon.stop();
}
