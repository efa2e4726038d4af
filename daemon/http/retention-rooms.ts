import { SESSION_HEADER } from '../../shared/contract/version.ts';
import { Failure } from '../failure.ts';
import { clearTemp } from '../policy/end-session.ts';
import type { ForgetTools } from '../policy/forget-page.ts';
import type { Sweeper } from '../policy/keep-sweeping.ts';
import { listExpiring } from '../store/expired-pages.ts';
import { ownerOf } from './owner-of.ts';
import type { Rooms } from './rooms.ts';

const DAY_MS = 86_400_000;

interface RetentionHouse extends ForgetTools {
  readonly sweeper: Pick<Sweeper, 'nextAt' | 'sweep'>;
}

/** Sessions and days that end. */
export function retentionRooms(
  house: RetentionHouse,
): Pick<Rooms, 'clearTemp' | 'endSession' | 'expiring' | 'sweep'> {
  return {
    clearTemp: ({ all }, caller) => clearTemp(ownerOf(caller, house.store), all === true, house),
    async endSession(_request, caller) {
      const owner = ownerOf(caller, house.store);
      if (owner.name === '') throw new Failure('bad-input', `Name the session in ${SESSION_HEADER}.`);
      return clearTemp(owner, false, house);
    },
    expiring: async ({ within_days = 0 }) => {
      const pages = await listExpiring(house.store, within_days * DAY_MS);
      return {
        pages: pages.map((page) => ({ ...page, expires_at: new Date(page.expires_at).toISOString() })),
        count: pages.length,
        next_sweep_at: new Date(house.sweeper.nextAt()).toISOString(),
      };
    },
    sweep: async () => {
      const { expired, receipt_id } = await house.sweeper.sweep();
      return { removed_count: expired, receipt_id };
    },
  };
}
