import { openBackups } from '../archive/open-backups.ts';
import type { Backups } from '../archive/open-backups.ts';
import type { IngestTools } from '../ingest/ingest-page.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import { RecentTimes } from '../recent-times.ts';
import type { Blocklist } from '../policy/blocklist.ts';
import { endLeftSessions } from '../policy/end-session.ts';
import type { Eraser } from '../policy/forget-eraser.ts';
import type { Sweeper } from '../policy/keep-sweeping.ts';
import type { MeasureTools } from '../search/measure-fully.ts';
import type { SearchTools } from '../search/search-passages.ts';
import type { Pairing } from '../security/pairing.ts';
import { archiveRooms } from './archive-rooms.ts';
import { blockRooms } from './block-rooms.ts';
import { clientRooms } from './client-rooms.ts';
import { forgetRooms } from './forget-rooms.ts';
import { crawlRooms } from './crawl-rooms.ts';
import { embedRooms } from './embed-rooms.ts';
import { helpRooms } from './help-rooms.ts';
import { overseeRooms } from './oversee-rooms.ts';
import { metricsRooms } from './metrics-rooms.ts';
import { retentionRooms } from './retention-rooms.ts';
import { numberRooms } from './number-rooms.ts';
import { pageRooms } from './page-rooms.ts';
import type { HouseRooms } from './rooms.ts';
import { searchRooms } from './search-rooms.ts';
import { verifyRooms } from './verify-rooms.ts';

/** What is open while the daemon runs; the model comes later, so it is asked for each time. */
export interface House extends IngestTools, Omit<SearchTools, 'embedder' | 'wordsOnlyNotice'> {
  readonly version: string;
  readonly pairing: Pairing;
  /** Without one, receipts stay unchecked. */
  readonly eraser?: Eraser;
  readonly blocklist: Blocklist;
  readonly jobs: JobQueue;
  readonly model: () => Pick<SearchTools, 'embedder' | 'wordsOnlyNotice'>;
  readonly sweeper: Pick<Sweeper, 'nextAt' | 'sweep'>;
  readonly shutDown: () => void;
}

/** Every row of the endpoint table that is about what is kept as its use case, each client within its reach. */
export function fillRooms(house: House): HouseRooms {
  const times = { searches: new RecentTimes(), captures: new RecentTimes() };
  // Opening them removes what seems left behind: a second time it would be the copies of one under way.
  const backups = openBackups(house);
  return overseeRooms(house, (limited) => joinRooms(limited, { times, backups }));
}

/** What is opened once, whoever asks; all else is joined anew for each question of a client of narrower reach. */
interface OpenedOnce extends Pick<MeasureTools, 'times'> {
  readonly backups: Backups;
}

function joinRooms(house: House, { times, backups }: OpenedOnce): HouseRooms {
  const { index } = house;
  const clients = clientRooms(house);
  return {
    health: async () => {
      const { embedder } = house.model();
      return {
        status: 'healthy',
        ready: embedder !== null,
        version: house.version,
        model: embedder?.model ?? null,
        ...(embedder !== null && { dimensions: embedder.dimensions }),
        pending: house.publisher.counts().pending,
      };
    },
    ...pageRooms(house, times),
    ...searchRooms(house, times),
    ...numberRooms(house, times),
    ...metricsRooms(house),
    ...blockRooms(house),
    sync: () => index.sync(),
    ...clients,
    revokeToken: async (request, caller) => {
      const answer = await clients.revokeToken(request, caller);
      await endLeftSessions(house);
      return answer;
    },
    ...forgetRooms(house),
    ...retentionRooms(house),
    ...crawlRooms(house),
    ...embedRooms(house),
    ...helpRooms(house),
    ...verifyRooms(house),
    ...archiveRooms(house, backups),
    shutdown: async () => {
      house.shutDown();
      return { stopping: true };
    },
  };
}
