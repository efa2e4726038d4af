import type { TagList, TagQuery } from '../../shared/contract/tag.ts';
import { listTags } from '../store/list-tags.ts';
import type { Store } from '../store/open-store.ts';

const DEFAULT_LIMIT = 100;

/** The tags in use by how many pages carry them, most first. */
export async function listKeptTags(
  { prefix = '', limit = DEFAULT_LIMIT }: TagQuery,
  store: Store,
): Promise<TagList> {
  const { tags, total } = await listTags(store, prefix, limit);
  return { tags, count: tags.length, total };
}
