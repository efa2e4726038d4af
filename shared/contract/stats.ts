import * as z from 'zod/mini';
import { breakdown, memoryStats } from './memory.ts';

/** Counters of the differential sync between the index in RAM and its copy on disk. Durations are milliseconds. */
export const syncMetrics = z.object({
  total_syncs: z.number(),
  last_sync_time: z.nullable(z.string()),
  last_sync_duration: z.nullable(z.number()),
  total_records_synced: z.number(),
  failed_syncs: z.number(),
  pending_changes: z.number(),
  /** Records synced by table. */
  tables: z.optional(z.record(z.string(), z.number())),
});
export type SyncMetrics = z.infer<typeof syncMetrics>;

/** How much is kept and of what. `by_domain` holds the twenty sites with most pages; `domains` lists all. Sizes are bytes. */
const memoryCounts = z.extend(memoryStats, {
  total_images: z.number(),
  total_thumbnails: z.number(),
  total_tags: z.number(),
  by_domain: breakdown,
  vector_embeddings: z.number(),
  using_ram_db: z.boolean(),
  sync_metrics: syncMetrics,
});
export type MemoryCounts = z.infer<typeof memoryCounts>;

/** Of the last thousand of one kind since the start; null while there were none. */
const times = z.object({
  count: z.number(),
  p50_ms: z.nullable(z.number()),
  p95_ms: z.nullable(z.number()),
});

/** What a power cut at this moment would cost. A page is acknowledged once it is on disk, so none is lost; what is not yet in the index's copy on disk is made anew at the next start. */
const lossWindow = z.object({
  acknowledged_pages: z.number(),
  /** Changes that the index's copy on disk lacks, and for how many seconds at most. */
  index_changes: z.number(),
  index_seconds: z.number(),
  /** Passages still to be embedded, whatever happens. */
  pending_embeddings: z.number(),
});

/** All that is counted; sizes in MB are 1,000,000 bytes. `retention_breakdown` and what follows bear the seed's names. */
export const fullStats = z.extend(memoryCounts, {
  retention_breakdown: z.record(z.string(), z.number()),
  /** Content and metadata share pages.db as they do in the newest 200 pages; embeddings lie in index.db. */
  storage_breakdown: z.object({
    content_mb: z.number(),
    embeddings_mb: z.number(),
    metadata_mb: z.number(),
  }),
  recent_activity: z.array(
    z.object({
      url: z.string(),
      title: z.string(),
      timestamp: z.string(),
      size_kb: z.number(),
      retention_policy: z.string(),
    }),
  ),
  top_tags: z.array(z.object({ tag: z.string(), count: z.number() })),
  sessions: z.number(),
  database_size_mb: z.number(),
  vec_extension_available: z.boolean(),
  searches: times,
  captures: times,
  loss_window: lossWindow,
});
export type FullStats = z.infer<typeof fullStats>;

/** Where the memory lies and how well its copy keeps up. Sizes are bytes, the success rate 0–1. */
export const databaseStats = z.object({
  mode: z.enum(['ram', 'disk']),
  using_ram_db: z.boolean(),
  database_size_bytes: z.number(),
  disk_db_size_mb: z.number(),
  index_size_bytes: z.number(),
  sync_metrics: syncMetrics,
  health: z.object({
    pending_changes: z.number(),
    last_sync_ago_seconds: z.nullable(z.number()),
    sync_success_rate: z.nullable(z.number()),
  }),
  loss_window: lossWindow,
});
export type DatabaseStats = z.infer<typeof databaseStats>;
