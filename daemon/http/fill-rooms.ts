import { searchImages } from '../images/search-images.ts';
import { showThumbnail } from '../images/show-thumbnail.ts';
import { editPage } from '../ingest/edit-page.ts';
import { explainPage } from '../ingest/explain-page.ts';
import { ingestPage } from '../ingest/ingest-page.ts';
import { mergeTags } from '../ingest/merge-tags.ts';
import { rememberUrl } from '../jobs/remember-url.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import type { RememberTools } from '../jobs/remember-url.ts';
import { RecentTimes } from '../recent-times.ts';
import type { Blocklist } from '../policy/blocklist.ts';
import { endLeftSessions } from '../policy/end-session.ts';
import type { Eraser } from '../policy/forget-eraser.ts';
import { forgetPage, forgetPageById } from '../policy/forget-page.ts';
import type { Sweeper } from '../policy/keep-sweeping.ts';
import { listMemory, lookUpPage, showMarkdown, showPage } from '../search/list-memory.ts';
import { listKeptTags } from '../search/list-kept-tags.ts';
import type { MeasureTools } from '../search/measure-fully.ts';
import { searchMemory } from '../search/search-past.ts';
import type { SearchTools } from '../search/search-passages.ts';
import { compareVersions, showVersions } from '../search/show-versions.ts';
import { searchTarget } from '../search/search-target.ts';
import { suggestTags } from '../search/suggest-tags.ts';
import { isExtensionOrigin } from '../security/origin-guard.ts';
import type { Pairing } from '../security/pairing.ts';
import { archiveRooms } from './archive-rooms.ts';
import { blockRooms } from './block-rooms.ts';
import { clientRooms } from './client-rooms.ts';
import { forgetRooms } from './forget-rooms.ts';
import { crawlRooms } from './crawl-rooms.ts';
import { embedRooms } from './embed-rooms.ts';
import { helpRooms } from './help-rooms.ts';
import { overseeRooms } from './oversee-rooms.ts';
import { ownerOf } from './owner-of.ts';
import { retentionRooms } from './retention-rooms.ts';
import { numberRooms } from './number-rooms.ts';
import type { Rooms } from './rooms.ts';
import { verifyRooms } from './verify-rooms.ts';

/** What is open while the daemon runs; the model comes later, so it is asked for each time. */
export interface House extends RememberTools, Omit<SearchTools, 'embedder' | 'wordsOnlyNotice'> {
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

/** Every row of the endpoint table as its use case, each client within its reach. */
export function fillRooms(house: House): Rooms {
  const times = { searches: new RecentTimes(), captures: new RecentTimes() };
  return overseeRooms(house, (limited) => joinRooms(limited, times));
}

function joinRooms(house: House, times: MeasureTools['times']): Rooms {
  const { store, index } = house;
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
    capture: async (capture, { origin, waitForEmbedding, ...caller }) => {
      if (capture.job_item !== undefined) return house.jobs.claimed.deliver(capture, capture.job_item);
      // A person presses that button in a browser; a script, an agent or a page of the daemon's own has no such button.
      const allow_blocked = capture.allow_blocked === true && origin !== null && isExtensionOrigin(origin);
      const { saved, embedded } = await times.captures.measure(() =>
        ingestPage({ ...capture, allow_blocked }, { ...house, session: ownerOf(caller) }),
      );
      return waitForEmbedding ? { ...saved, embedded: await embedded } : saved;
    },
    store: (request, caller) => rememberUrl(request, { ...house, session: ownerOf(caller) }),
    search: (request) =>
      times.searches.measure(() => searchMemory(request, { store, index, ...house.model() })),
    lookup: ({ url }) => lookUpPage(url, house),
    page: ({ id }) => showPage(id, store),
    markdown: ({ id, front_matter, as_of }) => showMarkdown(id, Boolean(front_matter), store, as_of),
    versions: ({ id }) => showVersions(id, store),
    versionDiff: (request) => compareVersions(request, store),
    explainPage: ({ id }) => explainPage(id, house),
    list: (query) => listMemory(query, store),
    forget: ({ url }) => forgetPage(url, house),
    editPage: async ({ id, ...edit }, caller) => {
      await editPage(id, edit, { ...house, session: ownerOf(caller) });
      return showPage(id, store);
    },
    forgetPage: ({ id }) => forgetPageById(id, house),
    searchTarget: (request) =>
      times.searches.measure(() => searchTarget(request, { store, index, ...house.model() })),
    searchImages: (request) => searchImages(request, { store, index }),
    thumbnail: ({ id }) => showThumbnail(id, store),
    tags: (query) => listKeptTags(query, store),
    suggestTags: (request) => suggestTags(request, { store, index, ...house.model() }),
    mergeTags: (request) => mergeTags(request, house),
    ...numberRooms(house, times),
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
    ...archiveRooms(house),
    shutdown: async () => {
      house.shutDown();
      return { stopping: true };
    },
  };
}
