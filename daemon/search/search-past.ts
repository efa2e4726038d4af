import type { SearchAnswer, SearchRequest } from '../../shared/contract/passage.ts';
import { Failure } from '../failure.ts';
import { readFilters, readInstant } from '../index/read-filters.ts';
import type { RetrievalQuestion, SearchIndex } from '../index/search-index.ts';
import { passagesAt, readPassagesAt, readPast } from '../store/read-past.ts';
import type { PassageAt } from '../store/read-past.ts';
import { joinPast } from './join-past.ts';
import { searchPassages } from './search-passages.ts';
import type { SearchTools } from './search-passages.ts';

/** Clocks differ, and a day begins half a day earlier elsewhere. */
const CLOCK_MS = 5 * 60_000;
const DAYBREAK_MS = 14 * 3_600_000;

/** Finds what answers a question: in what is kept now, or with `as_of` in what was kept then. `bad-input` for a future `as_of`. */
export async function searchMemory(request: SearchRequest, tools: SearchTools): Promise<SearchAnswer> {
  if (request.as_of === undefined) return searchPassages(request, tools);
  return searchPassages(request, await openPast(request, readAsOf(request.as_of), tools));
}

/** The last millisecond that an `as_of` means: of a whole day its end, but none that is still to come. */
export function readAsOf(text: string, now = Date.now()): number {
  const begin = readInstant(text, 'start');
  const end = readInstant(text, 'end');
  if (begin > now + (begin === end ? CLOCK_MS : DAYBREAK_MS)) {
    throw new Failure('bad-input', 'as_of lies in the future; name a day or an instant that is past.');
  }
  return Math.min(end, now);
}

/**
 * The memory as it was at an instant, asked like the present one: what pages still say comes from the index, what they no
 * longer say from a scan. Filters are applied once, here.
 */
async function openPast(request: SearchRequest, at: number, tools: SearchTools): Promise<SearchTools> {
  const { store, index } = tools;
  const kept = await passagesAt(store, at, readFilters(request));
  const places = new Map(kept.map((place) => [place.passage_id, place]));
  const gone = await readPast(store, idsOf(kept, true));
  const passage_ids = idsOf(kept, false);
  return {
    ...tools,
    store: {
      ...store,
      readPlaces: (ids) =>
        readPassagesAt(
          store,
          ids.map((id) => places.get(id)).filter((place) => place !== undefined),
        ),
    },
    index: {
      ...index,
      async retrieveCandidates(question: RetrievalQuestion) {
        const present = await index.retrieveCandidates(question, { passage_ids });
        return joinPast(question, gone, present);
      },
      // A word may stand nowhere but in the past.
      findSpellings: async () => [],
    } satisfies SearchIndex,
  };
}

function idsOf(kept: readonly PassageAt[], past: boolean): number[] {
  return kept.filter((place) => place.past === past).map(({ passage_id }) => passage_id);
}
