import { tagKey } from '../../shared/contract/tag-key.ts';
import type { SuggestAnswer, SuggestRequest } from '../../shared/contract/tag.ts';
import { Failure } from '../failure.ts';
import { urlWords } from '../index/url-words.ts';
import { requireAddressVariants } from '../security/require-web-address.ts';
import { countTagged } from '../store/count-tagged.ts';
import { findPage } from '../store/find-page.ts';
import { readFoundPassages } from '../store/read-found-passages.ts';
import type { StoredPage } from '../store/rows.ts';
import { askQuestion } from './ask-question.ts';
import { groupByPage } from './group-by-page.ts';
import { rankPassages } from './rank-passages.ts';
import type { SearchTools } from './search-passages.ts';
import { weighTags } from './weigh-tags.ts';

const DEFAULT_LIMIT = 8;
const NEIGHBOURS = 12;
/** Below this a page is on something else: unrelated pages have cosines up to 0.2 with this model. */
const LEAST_NEARNESS = 0.25;

/**
 * Tags of the kept pages nearest to a page, by meaning or else by words, best first. `bad-input` when nothing says what
 * the page is about, `url-invalid` for an address that is none.
 */
export async function suggestTags(request: SuggestRequest, tools: SearchTools): Promise<SuggestAnswer> {
  const page =
    request.url === undefined ? null : await findPage(tools.store, requireAddressVariants(request.url));
  const mode = tools.embedder === null ? 'keyword' : 'semantic';
  const question = { query: about(request, page), mode, respell: false } as const;
  // A page's own words ask for nothing by their signs.
  const asked = { ...(await askQuestion(question, {}, tools)), must: null, must_not: null };
  const near = groupByPage(await rankPassages(asked, {}, tools))
    .filter(({ page_id, score }) => page_id !== page?.page_id && score >= LEAST_NEARNESS)
    .slice(0, NEIGHBOURS);
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

/** What there is to know of the page: what is said, else what is kept, else the words of its address. */
function about(request: SuggestRequest, page: StoredPage | null): string {
  const words = [request.title ?? page?.title, request.text ?? page?.snippet].join('\n').trim();
  const text = words === '' ? urlWords(request.url ?? '') : words;
  if (text !== '') return text;
  throw new Failure('bad-input', 'Say what the page is about: its url, title or text.');
}
