import type { MemoryStats } from '../../shared/contract/memory.ts';
import type { SearchIndex } from '../index/search-index.ts';
import { countMemory } from '../store/count-memory.ts';
import type { Store } from '../store/open-store.ts';

/** How much is kept, how much of it is searchable, and how far the copy on disk is. */
export async function measureMemory(store: Store, index: SearchIndex, pending: number): Promise<MemoryStats> {
  const kept = await countMemory(store);
  const indexed = await index.metrics();
  return {
    total_pages: kept.pages,
    total_passages: kept.passages,
    vector_embeddings: indexed.vectors,
    pending_embeddings: pending,
    database_size_bytes: kept.bytes,
    index_size_bytes: indexed.file_bytes,
    using_ram_db: indexed.in_ram,
    last_captured_at: kept.last_captured_at === null ? null : new Date(kept.last_captured_at).toISOString(),
    sync_metrics: {
      total_syncs: indexed.total_syncs,
      last_sync_time: indexed.last_sync_time,
      last_sync_duration: indexed.last_sync_duration,
      total_records_synced: indexed.total_records_synced,
      failed_syncs: indexed.failed_syncs,
      pending_changes: indexed.pending_changes,
    },
  };
}
