import { Failure } from '../../daemon/failure.ts';
import { Campaign } from './campaign.ts';
import type { CrashReport, Onlooker } from './campaign.ts';
import type { CrashableDaemon } from './crashable-daemon.ts';
import { readCount, withShim } from './shim.ts';
import type { FaultyCall } from './shim.ts';
import { doSomething } from './work-at-random.ts';
import type { Refusal, Work } from './work-at-random.ts';

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
export async function runFaultySession(
  fault: FaultyCall | undefined,
  onlooker: Onlooker = {},
): Promise<FaultySession> {
  const campaign = new Campaign(SESSION_SEED, onlooker, wrongRefusal);
  campaign.when = fault === undefined ? 'without a fault' : `${fault.error} at call ${fault.call}`;
  const { folder, notes } = campaign;
  try {
    const shim = withShim({ folder, notes, ...(fault !== undefined && { fault }) });
    const daemon = campaign.start({ PAGEKEEP_SYNC_IDLE_MS: '100', ...shim });
    if (await hasOpened(daemon, campaign)) await goThrough(daemon, campaign, fault);
    const { calls, hit } = readCount(notes);
    campaign.when += ` (${hit})`;
    const after = campaign.start();
    await after.opened();
    await campaign.check(after);
    return { ...campaign.report(1), calls, hit };
  } catch (error) {
    const { calls, hit } = readCount(notes);
    campaign.blame(`${String(error)}, ${hit}`);
    return { ...campaign.report(1), calls, hit };
  } finally {
    await campaign.close();
  }
}

/** A disk that fails is said to be full or failing; anything else is an answer for nobody. */
function wrongRefusal({ what, failure }: Refusal): string | null {
  return failure.code === 'disk-full' ? null : `${what} was refused as ${failure.code}: ${failure.message}`;
}

/** Asks once more for what was refused, as its sentence says: one call fails, so that the second time it must be done. */
function insistOn(daemon: CrashableDaemon, work: Work): CrashableDaemon {
  return {
    ...daemon,
    call: async (name, ...asked) => {
      try {
        return await daemon.call(name, ...asked);
      } catch (error) {
        if (!(error instanceof Failure) || error.code !== 'disk-full') throw error;
        work.onRefusal({ what: name, failure: error });
        return daemon.call(name, ...asked);
      }
    },
  };
}

async function hasOpened(daemon: CrashableDaemon, campaign: Campaign): Promise<boolean> {
  try {
    await daemon.opened();
    return true;
  } catch {
    await daemon.ended;
    const said = /^pagekeep: .+\.$/m.exec(daemon.printed())?.[0] ?? '';
    const wasKilled = daemon.printed().trim() === '' || said === '';
    if (wasKilled && daemon.exitCode() !== null)
      campaign.blame(`a start failed without a sentence: ${daemon.printed()}`);
    return false;
  }
}

async function goThrough(
  daemon: CrashableDaemon,
  campaign: Campaign,
  fault: FaultyCall | undefined,
): Promise<void> {
  const { work, ledger } = campaign;
  const asked = insistOn(daemon, work);
  for (let step = 0; step < SESSION_LENGTH; step += 1) {
    if (!(await doSomething(asked, work))) break;
  }
  if (daemon.isAlive()) {
    const { content } = await daemon.call('list', {});
    const listed = new Set(content.map(({ url }) => url));
    const wrong = ledger.things().filter((thing) => {
      return thing.startsWith('https:') && listed.has(thing) !== (ledger.of(thing) !== null);
    });
    for (const url of wrong)
      campaign.blame(
        `${url} is ${listed.has(url) ? '' : 'not '}listed before the start (${ledger.storyOf(url)})`,
      );
  } else if (fault?.error !== 'KILL') {
    campaign.blame(`the daemon ended: ${daemon.printed().slice(-500)}`);
  }
  if ((fault?.call ?? 0) % 2 === 0) await daemon.kill();
  else await daemon.stop();
}
