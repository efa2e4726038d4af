import type { MergeAnswer, MergeRequest } from '../../shared/contract/tag.ts';
import { Failure } from '../failure.ts';
import type { SearchIndex } from '../index/search-index.ts';
import type { Store } from '../store/open-store.ts';
import { pageFacts } from '../store/page-facts.ts';
import { replaceTags } from '../store/replace-tags.ts';

/** Renames a tag or merges several into one on every page; once it returns, searches see it. `bad-input` without a tag to replace. */
export async function mergeTags(
  { from, into }: MergeRequest,
  { store, index }: { readonly store: Store; readonly index: SearchIndex },
): Promise<MergeAnswer> {
  if (from.length === 0) throw new Failure('bad-input', 'Name at least one tag to replace.');
  const pageIds = await replaceTags(store, from, into);
  await Promise.all((await pageFacts(store, pageIds)).map((facts) => index.updateFacts(facts)));
  return { into, pages: pageIds.length };
}
