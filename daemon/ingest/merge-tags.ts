import type { MergeAnswer, MergeRequest } from '../../shared/contract/tag.ts';
import type { SearchIndex } from '../index/search-index.ts';
import type { Store } from '../store/open-store.ts';
import { pageFacts } from '../store/page-facts.ts';
import { replaceTags } from '../store/replace-tags.ts';

/** Renames a tag or merges several into one on every page; once it returns, searches see it. */
export async function mergeTags(
  { from, into }: MergeRequest,
  { store, index }: { readonly store: Store; readonly index: SearchIndex },
): Promise<MergeAnswer> {
  const pageIds = await replaceTags(store, from, into);
  await Promise.all((await pageFacts(store, pageIds)).map((facts) => index.updateFacts(facts)));
  return { into, pages: pageIds.length };
}
