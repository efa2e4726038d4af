import { tagKey } from '../../shared/contract/tag-key.ts';
import { countTagged } from '../store/count-tagged.ts';
import type { Store } from '../store/open-store.ts';
import { readFoundPassages } from '../store/read-found-passages.ts';
import type { ClosePassage } from './read-closely.ts';
import { weighTags } from './weigh-tags.ts';
import type { WeighedTag } from './weigh-tags.ts';

/** More tags than a person can take in say nothing about the question. */
const MOST_TAGS = 5;
/** A tag this common says nothing about a page: one on 8 of 10 pages, on 510 of 1,500, on 18,000 of 100,000. */
const LEAST_RARITY = 0.15;

/**
 * The tags to widen a question by, heaviest first: those of its first pages, weighted by the rank of the page (as nDCG
 * discounts it) and by rarity. A tag that no other page carries, or nearly every page, widens nothing. The heaviest
 * weighs 1.
 */
export async function discoverTags(first: readonly ClosePassage[], store: Store): Promise<WeighedTag[]> {
  const rows = await readFoundPassages(
    store,
    first.map(({ passage_id }) => passage_id),
  );
  const sources = rows.map(({ tags }, rank) => ({ tags, weight: 1 / Math.log2(rank + 2) }));
  const counts = await countTagged(
    store,
    sources.flatMap(({ tags }) => tags.map(tagKey)),
  );
  const telling = weighTags(sources, counts)
    .filter(({ pages, sources: carriers, rarity }) => pages > carriers && rarity >= LEAST_RARITY)
    .slice(0, MOST_TAGS);
  const heaviest = telling[0]?.weight ?? 1;
  return telling.map((tag) => ({ ...tag, weight: tag.weight / heaviest }));
}
