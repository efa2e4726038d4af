import type { ClearedTemp } from '../../shared/contract/retention-endpoints.ts';
import type { SessionOwner } from '../store/rows.ts';
import {
  closeSessions,
  endAllSessions,
  endedSessions,
  endOrphanSessions,
  endSession,
  endSilentSessions,
} from '../store/sessions.ts';
import { forgetPages } from './forget-page.ts';
import type { ForgetTools } from './forget-page.ts';

/** Clients without a token that could be revoked: the configured key, and the app itself. */
const TOKENLESS = ['api-key', 'app'];

/** Ends a client's session and forgets what only it kept; pinned pages and those of other sessions stay. */
export async function clearTemp(owner: SessionOwner, all: boolean, tools: ForgetTools): Promise<ClearedTemp> {
  const { session_id } = await endSession(tools.store, owner);
  if (all) await endAllSessions(tools.store);
  return { removed_count: await forgetEnded(tools), session_id };
}

/** Ends the sessions of clients that were shut out, with `silent` of those that are gone too, and forgets what only ended ones kept. */
export async function endLeftSessions(tools: ForgetTools, silent = false): Promise<number> {
  await endOrphanSessions(tools.store, TOKENLESS);
  if (silent) await endSilentSessions(tools.store);
  return forgetEnded(tools);
}

/** Forgets what ended sessions kept, also where a crash came between; answers how many pages went. */
async function forgetEnded(tools: ForgetTools): Promise<number> {
  const { session_ids, page_ids } = await endedSessions(tools.store);
  if (session_ids.length === 0) return 0;
  const pages = page_ids.length === 0 ? 0 : (await forgetPages(page_ids, 'session', tools)).pages;
  await closeSessions(tools.store, session_ids);
  return pages;
}
