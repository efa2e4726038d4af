import type { EndpointName } from '../../shared/contract/endpoints.ts';
import { endpoints } from '../../shared/contract/endpoints.ts';
import type { Reach } from '../../shared/contract/pairing.ts';
import { Failure } from '../failure.ts';
import { limitIndex } from '../index/limit-index.ts';
import { readDomain, readInstant } from '../index/read-filters.ts';
import type { Client } from '../security/clients.ts';
import { noteRead } from '../store/client-reads.ts';
import { countMemory } from '../store/count-memory.ts';
import { markSessionUsed } from '../store/sessions.ts';
import { listPageIds, withinReach } from '../store/within-reach.ts';
import type { PageReach } from '../store/within-reach.ts';
import type { House } from './fill-rooms.ts';
import { ownerOf } from './owner-of.ts';
import type { Caller, Checked, HouseRooms, Room } from './rooms.ts';

/**
 * What a client of narrower reach may ask. `within`: answered from its pages alone. `page`: about one page, which must
 * be one of them. `new`: keeps a page, of which it hears no more than its reach allows. `free`: tells of no page. What is not named here is refused, so that a new
 * route cannot forget it.
 */
const LIMITED: Readonly<Partial<Record<EndpointName, 'within' | 'page' | 'new' | 'free'>>> = {
  health: 'free',
  search: 'within',
  searchTarget: 'within',
  searchImages: 'within',
  thumbnail: 'within',
  lookup: 'within',
  page: 'within',
  markdown: 'within',
  versions: 'within',
  versionDiff: 'within',
  list: 'within',
  tags: 'within',
  suggestTags: 'within',
  related: 'within',
  domains: 'within',
  stats: 'within',
  editPage: 'page',
  forgetPage: 'page',
  forget: 'page',
  store: 'new',
  crawl: 'free',
  crawlTemp: 'new',
  endSession: 'free',
};

/** Questions are cut to this in the ledger, in characters. */
const QUESTION_CHARACTERS = 300;

/** Rooms in which every client finds what it may know of and nothing else, and that keep a ledger of what scripts and agents were handed. */
export function overseeRooms(house: House, join: (house: House) => HouseRooms): HouseRooms {
  const rooms = join(house);
  const oversee = (name: keyof HouseRooms): Room<EndpointName> => {
    const room = rooms[name] as Room<EndpointName>;
    return async (request, caller) => {
      if ((caller.session ?? '') !== '') await markSessionUsed(house.store, ownerOf(caller, house.store));
      const reach = caller.client?.reach ?? null;
      const answer =
        reach === null ? await room(request, caller) : await askLimited(name, request, caller, reach);
      if (caller.client !== null && isWatched(caller.client))
        await note(house, name, request, answer, caller.client);
      return answer;
    };
  };

  async function askLimited(
    name: keyof HouseRooms,
    request: Checked<EndpointName>,
    caller: Caller,
    reach: Reach,
  ) {
    const kind = LIMITED[name];
    if (kind === undefined) throw beyondReach();
    const room = rooms[name] as Room<EndpointName>;
    if (kind === 'free') return room(request, caller);
    const ask = (asked: keyof HouseRooms, what: unknown): Promise<unknown> =>
      withinReach(house.store, readReach(reach), async (store) => {
        const { passages } = await countMemory(store);
        const index = limitIndex(house.index, await listPageIds(store), passages);
        const limited = join({ ...house, store, index })[asked] as Room<EndpointName>;
        return limited(what as Checked<EndpointName>, caller);
      });
    if (kind === 'within') return (await ask(name, request)) as never;
    if (kind === 'page') {
      await requireReached(ask, request);
      return room(request, caller);
    }
    const kept = await room(request, caller);
    return (await isReached(ask, kept)) ? kept : (withholdPage(kept) as never);
  }

  const names = Object.keys(rooms) as (keyof HouseRooms)[];
  return Object.fromEntries(names.map((name) => [name, oversee(name)])) as unknown as HouseRooms;
}

/** Says that what was asked is about the memory as a whole. */
export function beyondReach(): Failure {
  return new Failure(
    'scope',
    'This client may know of some pages only, and this cannot be asked of some pages only.',
  );
}

type AskWithin = (name: keyof HouseRooms, request: unknown) => Promise<unknown>;

async function requireReached(ask: AskWithin, request: unknown): Promise<void> {
  const { id, url } = request as { id?: number; url?: string };
  if (id !== undefined) await ask('page', { id });
  else if (!((await ask('lookup', { url })) as { found: boolean }).found)
    throw new Failure('not-found', 'This page is not remembered.');
}

async function isReached(ask: AskWithin, kept: unknown): Promise<boolean> {
  const { page_id } = kept as { page_id: number };
  return ask('page', { id: page_id }).then(
    () => true,
    () => false,
  );
}

/** What somebody hears of a page that they asked to keep and may not know of: not even that it was kept before, under a title of its own. */
function withholdPage(kept: unknown): unknown {
  const withheld = { title: '', content_preview: '', content_length: 0, passages: 0, stored: true };
  const notice = 'The page is kept, outside of what this client may know of.';
  return { ...(kept as object), ...withheld, notice };
}

function readReach({ tags, domains, since, until }: Reach): PageReach {
  return {
    ...(tags !== undefined && { tags }),
    ...(domains !== undefined && { domains: domains.map(readDomain) }),
    ...(since !== undefined && { since: readInstant(since, 'start') }),
    ...(until !== undefined && { until: readInstant(until, 'end') }),
  };
}

/** Browsers are their person's own eyes, and the command line is their hand; everybody else is written down. */
function isWatched({ origin, scopes }: Client): boolean {
  return origin === null && !scopes.includes('admin');
}

async function note(
  { store, now }: House,
  route: EndpointName,
  request: unknown,
  answer: unknown,
  { client_id }: Client,
): Promise<void> {
  const pages = pagesIn(request, answer);
  const { query, url } = request as { query?: string; url?: string };
  // What was to be forgotten must not stay in the words that it was named by.
  const asked = endpoints[route].scope === 'forget' ? undefined : (query ?? url);
  if (pages.length === 0 && query === undefined) return;
  const question = asked === undefined ? null : asked.slice(0, QUESTION_CHARACTERS).toWellFormed();
  const read = { client_id, read_at: now(), route, question, pages: pages.length, page_ids: pages };
  await noteRead(store, read).catch((error: unknown) => {
    // A full disk must not keep anybody from reading.
    if (!(error instanceof Failure && error.code === 'disk-full')) throw error;
  });
}

/** The pages an answer tells of, wherever in its first levels they stand; a page's text is asked for by its number. */
function pagesIn(request: unknown, answer: unknown): number[] {
  if (typeof answer === 'string') return [(request as { id: number }).id];
  if (typeof answer !== 'object' || answer === null || answer instanceof Uint8Array) return [];
  const lists = Object.values(answer).flatMap((value: unknown) => (Array.isArray(value) ? value : [value]));
  const ids = [answer, ...lists].flatMap((one: unknown) => {
    const id = typeof one === 'object' && one !== null && 'page_id' in one ? one.page_id : null;
    return typeof id === 'number' ? [id] : [];
  });
  return [...new Set(ids)];
}
