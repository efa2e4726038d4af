import { editPage } from '../ingest/edit-page.ts';
import { explainPage } from '../ingest/explain-page.ts';
import { ingestPage } from '../ingest/ingest-page.ts';
import { rememberUrl } from '../jobs/remember-url.ts';
import { forgetPage, forgetPageById } from '../policy/forget-page.ts';
import type { MeasureTools } from '../search/measure-fully.ts';
import { listMemory, lookUpPage, showMarkdown, showPage } from '../search/list-memory.ts';
import { relatedPages } from '../search/related-pages.ts';
import { compareVersions, showVersions } from '../search/show-versions.ts';
import { isExtensionOrigin } from '../security/origin-guard.ts';
import type { House } from './fill-rooms.ts';
import { ownerOf } from './owner-of.ts';
import type { Rooms } from './rooms.ts';

type PageRooms = Pick<
  Rooms,
  | 'capture'
  | 'store'
  | 'lookup'
  | 'page'
  | 'markdown'
  | 'related'
  | 'versions'
  | 'versionDiff'
  | 'explainPage'
  | 'list'
  | 'forget'
  | 'editPage'
  | 'forgetPage'
>;

/** Pages: remembered, looked at, changed, forgotten. */
export function pageRooms(house: House, { captures }: MeasureTools['times']): PageRooms {
  const { store } = house;
  return {
    capture: async (capture, { origin, waitForEmbedding, ...caller }) => {
      if (capture.job_item !== undefined) return house.jobs.claimed.deliver(capture, capture.job_item);
      // A person presses that button in a browser; a script, an agent or a page of the daemon's own has no such button.
      const allow_blocked = capture.allow_blocked === true && origin !== null && isExtensionOrigin(origin);
      const { saved, embedded } = await captures.measure(() =>
        ingestPage({ ...capture, allow_blocked }, { ...house, session: ownerOf(caller, store) }),
      );
      house.publisher.acknowledge(saved.page_id);
      return waitForEmbedding ? { ...saved, embedded: await embedded } : saved;
    },
    store: async (request, caller) => {
      const { jobs } = house;
      const session = ownerOf(caller, store);
      return rememberUrl(request, { ...jobs.tools, ...house, reader: jobs.tools.reader, session });
    },
    lookup: ({ url }) => lookUpPage(url, house),
    page: ({ id }) => showPage(id, store),
    markdown: ({ id, front_matter, as_of }) => showMarkdown(id, Boolean(front_matter), store, as_of),
    related: (request) => relatedPages(request, { store, index: house.index, ...house.model() }),
    versions: ({ id }) => showVersions(id, store),
    versionDiff: (request) => compareVersions(request, store),
    explainPage: ({ id }) => explainPage(id, house),
    list: (query) => listMemory(query, store),
    forget: ({ url }) => forgetPage(url, house),
    editPage: async ({ id, ...edit }, caller) => {
      await editPage(id, edit, { ...house, session: ownerOf(caller, store) });
      return showPage(id, store);
    },
    forgetPage: ({ id }) => forgetPageById(id, house),
  };
}
