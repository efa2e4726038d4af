import { tagKey } from '../../shared/contract/tag-key.ts';
import type { SuggestAnswer, SuggestRequest } from '../../shared/contract/tag.ts';
import { requireAddressVariants } from '../security/require-web-address.ts';
import { countTagged } from '../store/count-tagged.ts';
import { findPage } from '../store/find-page.ts';
import { readFoundPassages } from '../store/read-found-passages.ts';
import { aboutPage } from './about-page.ts';
import { nearPages } from './near-pages.ts';
import type { SearchTools } from './search-passages.ts';
import { weighTags } from './weigh-tags.ts';

const DEFAULT_LIMIT = 8;
const NEIGHBOURS = 12;

/**
 * Tags of the kept pages nearest to a page, by meaning or else by words, best first. `bad-input` when nothing says what
 * the page is about, `url-invalid` for an address that is none.
 */
export async function suggestTags(request: SuggestRequest, tools: SearchTools): Promise<SuggestAnswer> {
  const page =
    request.url === undefined ? null : await findPage(tools.store, requireAddressVariants(request.url));
  const { near } = await nearPages(aboutPage(request, page), page, NEIGHBOURS, tools);
  const neighbours = await readFoundPassages(
    tools.store,
    near.map(({ passage_id }) => passage_id),
  );
  const nearness = new Map(near.map(({ page_id, score }) => [page_id, score]));
  const sources = neighbours.map(({ page_id, tags }) => ({ tags, weight: nearness.get(page_id) ?? 0 }));
  const counts = await countTagged(
    tools.store,
    sources.flatMap(({ tags }) => tags.map(tagKey)),
  );
  const carried = new Set(page?.tags.map(tagKey));
  const suggestions = weighTags(sources, counts)
    .filter(({ key }) => !carried.has(key))
    .slice(0, request.limit ?? DEFAULT_LIMIT)
    .map(({ tag, weight, pages }) => ({ tag, score: weight * (near[0]?.score ?? 0), pages }));
  return { suggestions };
}
