import type { Store } from '../store/open-store.ts';
import type { SessionOwner } from '../store/rows.ts';
import type { Caller } from './rooms.ts';

/** Whose session a caller's pages belong to: its token's, and of several that it has, the one it named. */
export function ownerOf(
  { client, session = '' }: Pick<Caller, 'client' | 'session'>,
  { clock }: Pick<Store, 'clock'>,
): SessionOwner {
  return { client_id: client?.client_id ?? 'app', name: session, asked_at: clock.present() };
}
