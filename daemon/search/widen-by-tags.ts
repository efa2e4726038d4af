import type { RetrievalFilters } from '../index/search-index.ts';
import type { AskedQuestion } from './ask-question.ts';
import { groupByPage } from './group-by-page.ts';
import { placeBelow } from './place-below.ts';
import type { TaggedPassage } from './place-below.ts';
import { rankPassages } from './rank-passages.ts';
import type { RankTools } from './rank-passages.ts';
import { NO_LIFTS } from './read-closely.ts';
import type { ClosePassage } from './read-closely.ts';
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
      passage: reached.get(page_id) ?? unreached(page_id, passage_id),
      tags: carried,
      affinity: carried.reduce((sum, key) => sum + (weights.get(key) ?? 0), 0) / all,
    })),
  );
}

/** A passage that the question says nothing about. */
function unreached(page_id: number, passage_id: number): ClosePassage {
  const candidate = {
    page_id,
    passage_id,
    bm25: null,
    coverage: 0,
    cosine: null,
    hubness: null,
    company: null,
  };
  const sum = { meaning: 0, hubness: 0, coverage: 0, bm25: 0, company: 0, most: 1 };
  const read = { words: 0, meaning: 0, sum, fused: 0, order: 0, title: 0, lifts: NO_LIFTS, row: null };
  return { ...candidate, ...read, score: 0 };
}
