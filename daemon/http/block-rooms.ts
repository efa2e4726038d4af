import type { Blocklist } from '../policy/blocklist.ts';
import type { Rooms } from './rooms.ts';

/** What must not be kept. */
export function blockRooms({
  blocklist,
}: {
  readonly blocklist: Blocklist;
}): Pick<Rooms, 'blocked' | 'testBlocked' | 'block' | 'unblock'> {
  return {
    blocked: () => blocklist.list(),
    testBlocked: async (page) => blocklist.test(page),
    block: (request) => blocklist.block(request),
    unblock: ({ pattern }) => blocklist.unblock(pattern),
  };
}
