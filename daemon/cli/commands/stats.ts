import type { FullStats } from '../../../shared/contract/stats.ts';
import { callDaemon } from '../call-daemon.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { oneLine } from '../plain-characters.ts';
import { sayBytes } from '../say-bytes.ts';
import { sayCount } from '../say-count.ts';

export const stats: Command = {
  usage: 'stats',
  summary: 'Counts what is kept, how fast it is found, and what a power cut would cost now.',
  examples: [
    ['pagekeep stats', 'the numbers, and the sites with most pages'],
    ['pagekeep stats --json', 'the same for a script'],
  ],
  words: [0, 0],
  async run({ config, print }) {
    const link = findDaemon(config);
    const memory = await callDaemon(link, 'stats');
    const { health } = await callDaemon(link, 'databaseStats');
    const { storage_breakdown: share, loss_window: loss } = memory;
    const ago = health.last_sync_ago_seconds;
    const lines = [
      `Pages       ${memory.total_pages}`,
      `Passages    ${memory.total_passages}, ${memory.vector_embeddings} with their meaning`,
      `Pictures    ${memory.total_images}, ${memory.total_thumbnails} with a small copy`,
      `Tags        ${memory.total_tags}`,
      `On disk     ${sayBytes(memory.database_size_bytes)} pages, ${sayBytes(memory.index_size_bytes)} index`,
      `Of that     ${sayMb(share.content_mb)} content, ${sayMb(share.embeddings_mb)} embeddings, ${sayMb(share.metadata_mb)} the rest`,
      `Index       ${memory.using_ram_db ? 'in RAM' : 'on disk'}, last sync ${ago === null ? 'none yet' : `${Math.round(ago)} s ago`}, ${sayCount(health.pending_changes, 'change')} pending`,
      `Power cut   ${sayCount(loss.acknowledged_pages, 'saved page')} lost; ${sayLoss(loss)}`,
      `Searches    ${sayTimes(memory.searches)}`,
      `Captures    ${sayTimes(memory.captures)}`,
      `Sessions    ${memory.sessions}`,
      ...breakdown('Keep', memory.by_retention),
      ...breakdown('Language', memory.by_language),
      ...breakdown('Site', memory.by_domain),
      ...breakdown(
        'Tag',
        memory.top_tags.map(({ tag, count }) => ({ name: tag, pages: count })),
      ),
      ...memory.recent_activity.map(
        ({ timestamp, size_kb, title }, at) =>
          `${(at === 0 ? 'Recent' : '').padEnd(12)}${timestamp.slice(0, 10)}  ${size_kb} kB  ${oneLine(title)}`,
      ),
    ];
    print({ ...memory, health }, lines.join('\n'));
    return EXIT.done;
  },
};

function sayMb(mb: number): string {
  return sayBytes(mb * 1_000_000);
}

function sayLoss({ index_changes, index_seconds }: FullStats['loss_window']): string {
  if (index_changes === 0) return 'nothing of the index made anew';
  return `${sayCount(index_changes, 'index change')} of the last ${index_seconds} s made anew`;
}

function sayTimes({ count, p50_ms, p95_ms }: FullStats['searches']): string {
  return count === 0 ? 'none since the start' : `p50 ${p50_ms} ms, p95 ${p95_ms} ms, of the last ${count}`;
}

function breakdown(fact: string, rows: FullStats['by_domain']): string[] {
  return rows.map(
    ({ name, pages }, at) =>
      `${(at === 0 ? fact : '').padEnd(12)}${String(pages).padStart(6)}  ${oneLine(name ?? 'not known')}`,
  );
}
