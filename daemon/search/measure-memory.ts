import type { DomainList } from '../../shared/contract/memory.ts';
import type { MemoryCounts, SyncMetrics } from '../../shared/contract/stats.ts';
import type { SearchIndex } from '../index/search-index.ts';
import { countMemory } from '../store/count-memory.ts';
import { countPagesBy } from '../store/count-pages-by.ts';
import type { Store } from '../store/open-store.ts';

/** Sites in the breakdown; the list of all of them is a route of its own. */
const LARGEST_SITES = 20;

/** How much is kept and of what, how much of it is searchable, and how far the copy on disk is. */
export async function measureMemory(
  store: Store,
  index: SearchIndex,
  pending: number,
): Promise<MemoryCounts> {
  const kept = await countMemory(store);
  const indexed = await index.metrics();
  return {
    total_pages: kept.pages,
    total_passages: kept.passages,
    total_images: kept.images,
    total_thumbnails: kept.thumbnails,
    total_tags: kept.tags,
    by_retention: await countPagesBy(store, 'retention_policy'),
    by_language: await countPagesBy(store, 'language'),
    by_domain: await countPagesBy(store, 'domain', LARGEST_SITES),
    vector_embeddings: indexed.vectors,
    pending_embeddings: pending,
    database_size_bytes: kept.bytes,
    index_size_bytes: indexed.file_bytes,
    using_ram_db: indexed.in_ram,
    last_captured_at: kept.last_captured_at === null ? null : new Date(kept.last_captured_at).toISOString(),
    sync_metrics: syncMetrics(indexed),
  };
}

/** Every site that something is kept of, with how many pages, most first. */
export async function listDomains(store: Store): Promise<DomainList> {
  const sites = await countPagesBy(store, 'domain');
  return {
    domains: sites.map(({ name, pages }) => ({ domain: name ?? '', page_count: pages })),
    total_domains: sites.length,
    total_pages: sites.reduce((sum, { pages }) => sum + pages, 0),
  };
}

/** The counters of the sync alone. */
export function syncMetrics(metrics: SyncMetrics): SyncMetrics {
  return {
    total_syncs: metrics.total_syncs,
    last_sync_time: metrics.last_sync_time,
    last_sync_duration: metrics.last_sync_duration,
    total_records_synced: metrics.total_records_synced,
    failed_syncs: metrics.failed_syncs,
    pending_changes: metrics.pending_changes,
  };
}
