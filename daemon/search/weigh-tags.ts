import { tagKey } from '../../shared/contract/tag-key.ts';
import type { TagCounts } from '../store/count-tagged.ts';

/** A page whose tags count by its weight, which is more than 0. */
export interface TagSource {
  readonly tags: readonly string[];
  readonly weight: number;
}

export interface WeighedTag {
  /** As the heaviest source writes it. */
  readonly tag: string;
  /** Compared form. */
  readonly key: string;
  /** 0–1: the share of the sources' weight that carries it, times its rarity. */
  readonly weight: number;
  /** 1 for a tag on one page, next to nothing for one on every page. */
  readonly rarity: number;
  /** Sources that carry it. */
  readonly sources: number;
  /** Kept pages that carry it. */
  readonly pages: number;
}

/** Weighs the tags of some pages by who carries them and by how rare they are in the memory, heaviest first. */
export function weighTags(sources: readonly TagSource[], counts: TagCounts): WeighedTag[] {
  const all = sources.reduce((sum, { weight }) => sum + weight, 0);
  const found = new Map<string, { tag: string; carried: number; sources: number }>();
  for (const { tags, weight } of sources) {
    for (const tag of tags) {
      const known = found.get(tagKey(tag)) ?? { tag, carried: 0, sources: 0 };
      found.set(tagKey(tag), { ...known, carried: known.carried + weight, sources: known.sources + 1 });
    }
  }
  return [...found]
    .map(([key, { tag, carried, sources: count }]) => {
      const pages = counts.byKey.get(key) ?? 0;
      const rarity = rarityOf(pages, counts.pages);
      return { tag, key, weight: (carried / all) * rarity, rarity, sources: count, pages };
    })
    .toSorted((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1));
}

/** Inverse document frequency, scaled to 0–1 for any size of memory. */
function rarityOf(pages: number, all: number): number {
  return pages === 0 ? 0 : Math.log((all + 1) / pages) / Math.log(all + 1);
}
