import type { IndexMetrics } from '../index/search-index.ts';
import { countMemory } from '../store/count-memory.ts';
import type { House } from './fill-rooms.ts';
import type { Rooms } from './rooms.ts';
import { writeMetrics } from './write-metrics.ts';
import type { Metric } from './write-metrics.ts';

const JOB_STATES = ['waiting', 'running', 'paused'] as const;

/** What a person's monitoring watches; the door adds what it counted itself. */
export function metricsRooms({
  store,
  index,
  jobs: queue,
  publisher,
  model,
  version,
}: House): Pick<Rooms, 'metrics'> {
  return {
    async metrics() {
      const { embedder } = model();
      const [kept, indexed, ...jobs] = await Promise.all([
        countMemory(store),
        index.metrics(),
        ...JOB_STATES.map((state) => queue.stalled.listIds(state)),
      ]);
      const { pending, failed } = publisher.counts();
      const { rss } = process.memoryUsage();
      return writeMetrics([
        { ...gauge('build_info', 'The running version.', 1), samples: [{ labels: { version }, value: 1 }] },
        gauge('ready', 'Whether search by meaning is ready.', embedder === null ? 0 : 1),
        gauge('pages', 'Kept pages.', kept.pages),
        gauge('passages', 'Kept passages.', kept.passages),
        gauge('images', 'Kept pictures.', kept.images),
        gauge('store_bytes', 'Size of pages.db with its journal.', kept.bytes),
        ...ofIndex(indexed),
        gauge('embeddings_pending', 'Passages that wait to be found by meaning.', pending),
        gauge('embeddings_failed', 'Passages that could not be embedded.', failed),
        {
          name: 'jobs',
          help: 'Longer work by its state.',
          samples: JOB_STATES.map((state, at) => ({ labels: { state }, value: jobs[at]?.length ?? 0 })),
        },
        gauge('resident_memory_bytes', 'Memory of the process.', rss),
        gauge('uptime_seconds', 'Since the start.', Math.round(process.uptime())),
      ]);
    },
  };
}

function ofIndex(indexed: IndexMetrics): Metric[] {
  return [
    gauge('vectors', 'Passages found by meaning.', indexed.vectors),
    gauge('index_bytes', 'Size of the copy of the index on disk.', indexed.file_bytes),
    gauge('sync_pending_changes', 'Changes that this copy lacks.', indexed.pending_changes),
    gauge('syncs_total', 'Syncs that ended well.', indexed.total_syncs),
    gauge('sync_failures_total', 'Syncs that failed; what they were to write waits.', indexed.failed_syncs),
    gauge('synced_records_total', 'Records written by them.', indexed.total_records_synced),
  ];
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, help, samples: [{ value }] };
}
