import { listExpiring } from '../store/expired-pages.ts';
import { settleClock } from '../store/keep-clock.ts';
import { pruneAllVersions } from '../store/prune-versions.ts';
import { endLeftSessions } from './end-session.ts';
import { forgetPages } from './forget-page.ts';
import type { ForgetTools } from './forget-page.ts';

/** What a sweep let go of. `waits`: the clock stands weeks ahead of where it stood last, so no page goes by it before tomorrow. */
export interface Swept {
  readonly expired: number;
  readonly receipt_id: string | null;
  readonly of_sessions: number;
  readonly versions: number;
  readonly waits: boolean;
}

/** Lets go of what is not to be kept any longer: pages whose days are over, pages of sessions that ended, old versions. Pinned pages have no day. */
export async function sweepKept(tools: ForgetTools): Promise<Swept> {
  const isRight = await settleClock(tools.store);
  const of_sessions = await endLeftSessions(tools, isRight);
  if (!isRight) {
    return { expired: 0, receipt_id: null, of_sessions, versions: 0, waits: true };
  }
  const ids = (await listExpiring(tools.store)).map(({ page_id }) => page_id);
  const receipt = ids.length === 0 ? null : await forgetPages(ids, 'expired', tools);
  const versions = await pruneAllVersions(tools.store);
  return {
    expired: receipt?.pages ?? 0,
    receipt_id: receipt?.receipt_id ?? null,
    of_sessions,
    versions,
    waits: false,
  };
}
