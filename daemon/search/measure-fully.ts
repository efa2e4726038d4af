import type { DatabaseStats, FullStats, MemoryCounts } from '../../shared/contract/stats.ts';
import { PINNED_MODEL } from '../embed/pinned-model.ts';
import type { IndexMetrics, SearchIndex } from '../index/search-index.ts';
import type { RecentTimes } from '../recent-times.ts';
import { countMemory } from '../store/count-memory.ts';
import { countSessions } from '../store/count-sessions.ts';
import { listPages } from '../store/list-pages.ts';
import { listTags } from '../store/list-tags.ts';
import type { Store } from '../store/open-store.ts';
import { sampleSizes } from '../store/sample-sizes.ts';
import { measureMemory, syncMetrics } from './measure-memory.ts';

const RECENT_PAGES = 10;
const TOP_TAGS = 10;
const SAMPLED_PAGES = 200;
const MB = 1_000_000;
const FLOAT_BYTES = 4;

export interface MeasureTools {
  readonly store: Store;
  readonly index: SearchIndex;
  readonly pending: number;
  /** In ms. */
  readonly now: number;
  readonly times: Record<'searches' | 'captures', RecentTimes>;
}

/** Everything the seed told of its memory, how fast the last requests were, and what a power cut would cost now. */
export async function measureFully({ store, index, pending, now, times }: MeasureTools): Promise<FullStats> {
  const memory = await measureMemory(store, index, pending);
  const { pages } = await listPages(store, { sort: 'newest', limit: RECENT_PAGES });
  const { tags } = await listTags(store, '', TOP_TAGS);
  return {
    ...memory,
    retention_breakdown: Object.fromEntries(memory.by_retention.map(({ name, pages: n }) => [name ?? '', n])),
    storage_breakdown: await shareStorage(store, memory),
    recent_activity: pages.map(({ url, title, captured_at, bytes, retention_policy }) => ({
      url,
      title,
      timestamp: new Date(captured_at).toISOString(),
      size_kb: rounded(bytes / 1_000),
      retention_policy,
    })),
    top_tags: tags.map(({ tag, pages: count }) => ({ tag, count })),
    sessions: await countSessions(store),
    database_size_mb: rounded(memory.database_size_bytes / MB),
    // Without it no index opens, and no daemon answers.
    vec_extension_available: true,
    searches: times.searches.percentiles(),
    captures: times.captures.percentiles(),
    loss_window: lossWindow(await index.metrics(), pending, now),
  };
}

/** Where the memory lies, and whether its copy keeps up; `now` in ms. */
export async function measureDatabase({
  store,
  index,
  pending,
  now,
}: Omit<MeasureTools, 'times'>): Promise<DatabaseStats> {
  const { bytes } = await countMemory(store);
  const indexed = await index.metrics();
  const { last_sync_time, total_syncs, failed_syncs, pending_changes } = indexed;
  const tried = total_syncs + failed_syncs;
  return {
    mode: indexed.in_ram ? 'ram' : 'disk',
    using_ram_db: indexed.in_ram,
    database_size_bytes: bytes,
    disk_db_size_mb: rounded(bytes / MB),
    index_size_bytes: indexed.file_bytes,
    sync_metrics: syncMetrics(indexed),
    health: {
      pending_changes,
      last_sync_ago_seconds:
        last_sync_time === null ? null : Math.max(0, Math.round((now - Date.parse(last_sync_time)) / 1000)),
      sync_success_rate: tried === 0 ? null : total_syncs / tried,
    },
    loss_window: lossWindow(indexed, pending, now),
  };
}

/** What a power cut at `now`, in ms, would cost. */
function lossWindow(indexed: IndexMetrics, pending: number, now: number): DatabaseStats['loss_window'] {
  const { pending_changes, last_sync_time } = indexed;
  const since = last_sync_time === null ? performance.timeOrigin : Date.parse(last_sync_time);
  return {
    // A capture is answered after its commit, which reached the disk (synchronous = FULL).
    acknowledged_pages: 0,
    index_changes: pending_changes,
    index_seconds: pending_changes === 0 ? 0 : Math.max(0, Math.round((now - since) / 1_000)),
    pending_embeddings: pending,
  };
}

async function shareStorage(
  store: Store,
  { total_pages, database_size_bytes, vector_embeddings }: MemoryCounts,
): Promise<FullStats['storage_breakdown']> {
  const sample = await sampleSizes(store, SAMPLED_PAGES);
  const estimate = sample.pages === 0 ? 0 : (sample.content / sample.pages) * total_pages;
  const content = Math.min(estimate, database_size_bytes);
  return {
    content_mb: rounded(content / MB),
    embeddings_mb: rounded((vector_embeddings * PINNED_MODEL.dimensions * FLOAT_BYTES) / MB),
    metadata_mb: rounded((database_size_bytes - content) / MB),
  };
}

/** To the thousandth. */
function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
