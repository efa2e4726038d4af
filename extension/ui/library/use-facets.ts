import { useCallback, useEffect, useState } from 'preact/hooks';
import type { DomainList, MemoryStats } from '../../../shared/contract/memory.ts';
import type { TagList } from '../../../shared/contract/tag.ts';
import { askApp } from '../ask-app.ts';
import type { Ask } from '../ask.ts';

/** What the kept pages have in common, with counts; null where the app did not say. */
export interface Facets {
  readonly tags: TagList | null;
  readonly sites: DomainList | null;
  readonly stats: MemoryStats | null;
}

const MOST_TAGS = 1_000;

/** Asks for the facets while `live`, and again whenever `look` is called. */
export function useFacets(ask: Ask, live: boolean): Facets & { look: () => void } {
  const [facets, setFacets] = useState<Facets>({ tags: null, sites: null, stats: null });
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (!live) return undefined;
    let newest = true;
    void (async () => {
      const [tags, sites, stats] = await Promise.all([
        askApp(ask, 'tags', { limit: MOST_TAGS }),
        askApp(ask, 'domains', {}),
        askApp(ask, 'stats', {}),
      ]);
      if (!newest) return;
      setFacets({
        tags: 'refused' in tags ? null : tags,
        sites: 'refused' in sites ? null : sites,
        stats: 'refused' in stats ? null : stats,
      });
    })();
    return () => {
      newest = false;
    };
  }, [ask, live, round]);
  const look = useCallback(() => setRound((rounds) => rounds + 1), []);
  return { ...facets, look };
}
