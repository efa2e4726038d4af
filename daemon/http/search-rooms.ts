import { searchImages } from '../images/search-images.ts';
import { showThumbnail } from '../images/show-thumbnail.ts';
import { mergeTags } from '../ingest/merge-tags.ts';
import { listKeptTags } from '../search/list-kept-tags.ts';
import type { MeasureTools } from '../search/measure-fully.ts';
import { searchMemory } from '../search/search-past.ts';
import { searchTarget } from '../search/search-target.ts';
import { suggestTags } from '../search/suggest-tags.ts';
import type { House } from './fill-rooms.ts';
import type { Rooms } from './rooms.ts';

type SearchRooms = Pick<
  Rooms,
  'search' | 'searchTarget' | 'searchImages' | 'thumbnail' | 'tags' | 'suggestTags' | 'mergeTags'
>;

/** Questions: by words and meaning, widened by tags, to pictures; and the tags. */
export function searchRooms(house: House, { searches }: MeasureTools['times']): SearchRooms {
  const { store, index } = house;
  const tools = () => ({ store, index, ...house.model() });
  const asked = async <T>(work: () => Promise<T>) => {
    await house.publisher.worded();
    return work();
  };
  const first = <T>(work: () => Promise<T>) =>
    searches.measure(() => house.jobs.tools.questions.answer(() => asked(work)));
  return {
    search: (request) => first(() => searchMemory(request, tools())),
    searchTarget: (request) => first(() => searchTarget(request, tools())),
    searchImages: (request) => asked(() => searchImages(request, { store, index })),
    thumbnail: ({ id }) => showThumbnail(id, store),
    tags: (query) => listKeptTags(query, store),
    suggestTags: (request) => suggestTags(request, tools()),
    mergeTags: (request) => mergeTags(request, house),
  };
}
