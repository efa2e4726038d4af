import type { MemoryStats } from '../../../shared/contract/memory.ts';
import { callDaemon } from '../call-daemon.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { oneLine } from '../plain-characters.ts';
import { sayBytes } from '../say-bytes.ts';

export const stats: Command = {
  usage: 'stats',
  summary: 'Counts what is kept: by keeping time, language and site.',
  examples: [
    ['pagekeep stats', 'the numbers, and the sites with most pages'],
    ['pagekeep stats --json', 'the same for a script'],
  ],
  words: [0, 0],
  async run({ config, print }) {
    const link = findDaemon(config);
    const memory = await callDaemon(link, 'stats');
    const { health } = await callDaemon(link, 'databaseStats');
    const ago = health.last_sync_ago_seconds;
    const lines = [
      `Pages       ${memory.total_pages}`,
      `Passages    ${memory.total_passages}, ${memory.vector_embeddings} with their meaning`,
      `Pictures    ${memory.total_images}, ${memory.total_thumbnails} with a small copy`,
      `Tags        ${memory.total_tags}`,
      `On disk     ${sayBytes(memory.database_size_bytes)} pages, ${sayBytes(memory.index_size_bytes)} index`,
      `Last sync   ${ago === null ? 'none yet' : `${Math.round(ago)} s ago`}, ${health.pending_changes} pending`,
      ...breakdown('Keep', memory.by_retention),
      ...breakdown('Language', memory.by_language),
      ...breakdown('Site', memory.by_domain),
    ];
    print({ ...memory, health }, lines.join('\n'));
    return EXIT.done;
  },
};

function breakdown(fact: string, rows: MemoryStats['by_domain']): string[] {
  return rows.map(
    ({ name, pages }, at) =>
      `${(at === 0 ? fact : '').padEnd(12)}${String(pages).padStart(6)}  ${oneLine(name ?? 'not known')}`,
  );
}
