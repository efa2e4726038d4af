import type { RetrievalFilters } from '../index/search-index.ts';
import type { AskedQuestion } from './ask-question.ts';
import { groupByPage } from './group-by-page.ts';
import { placeBelow } from './place-below.ts';
import type { TaggedPassage } from './place-below.ts';
import { rankPassages } from './rank-passages.ts';
import type { RankTools } from './rank-passages.ts';
import type { ClosePassage } from './read-closely.ts';
import { unscoredPassage } from './unscored-passage.ts';
import type { WeighedTag } from './weigh-tags.ts';

/**
 * The second retrieval: the question again, asked only of the pages that carry one of the tags and are not among `first`.
 * A page that neither words nor meaning reach comes all the same, by its first passage. Best first.
 */
export async function widenByTags(
  asked: AskedQuestion,
  tags: readonly WeighedTag[],
  first: readonly ClosePassage[],
  filters: RetrievalFilters,
  tools: RankTools,
): Promise<TaggedPassage[]> {
  if (tags.length === 0) return [];
  const known = new Set(first.map(({ page_id }) => page_id));
  const tagged = await tools.index.listTagged(
    tags.map(({ key }) => key),
    filters,
  );
  const carriers = tagged.filter(({ page_id }) => !known.has(page_id));
  const page_ids = carriers.map(({ page_id }) => page_id);
  const close = groupByPage(await rankPassages(asked, { ...filters, page_ids }, tools));
  const reached = new Map(close.map((passage) => [passage.page_id, passage]));
  const weights = new Map(tags.map(({ key, weight }) => [key, weight]));
  const all = tags.reduce((sum, { weight }) => sum + weight, 0);
  return placeBelow(
    first,
    carriers.map(({ page_id, passage_id, tags: carried }) => ({
      passage: reached.get(page_id) ?? unscoredPassage(page_id, passage_id),
      tags: carried,
      affinity: carried.reduce((sum, key) => sum + (weights.get(key) ?? 0), 0) / all,
    })),
  );
}
