import type { Command } from '../command.ts';
import { callDaemon } from '../call-daemon.ts';
import { EXIT } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { sayAddress } from '../say-address.ts';
import { sayBytes } from '../say-bytes.ts';
import { sayCount } from '../say-count.ts';

export const status: Command = {
  usage: 'status',
  summary: 'Says whether Pagekeep runs and what it holds.',
  examples: [
    ['pagekeep status', 'pages, passages, model, sync'],
    ['pagekeep status --json', 'the same for a script; exit code 3 when it does not run'],
  ],
  words: [0, 0],
  async run({ config, print }) {
    const link = findDaemon(config);
    const health = await callDaemon(link, 'health');
    const address = sayAddress(link);
    if (health.locked === true) {
      print({ address, ...health }, `Running on ${address}, locked. Unlock it: pagekeep memory unlock`);
      return EXIT.done;
    }
    const stats = await callDaemon(link, 'stats');
    const waiting =
      stats.pending_embeddings === 0 ? '' : `, ${stats.pending_embeddings} still to be embedded`;
    const lines = [
      `Running on ${address}${health.version === undefined ? '' : ` (version ${health.version})`}`,
      `Ready     ${health.ready ? 'yes' : 'not yet: exact words are found, meaning is still loading'}`,
      `Model     ${health.model ?? 'none loaded'}`,
      `Kept      ${sayCount(stats.total_pages, 'page')}, ${sayCount(stats.total_passages, 'passage')}${waiting}`,
      `On disk   ${sayBytes(stats.database_size_bytes)} pages, ${sayBytes(stats.index_size_bytes)} index`,
      `Index     ${stats.using_ram_db ? 'in memory' : 'in its file'}, ${sayCount(stats.sync_metrics.pending_changes, 'change')} not yet synced`,
    ];
    print({ address, ...health, ...stats }, lines.join('\n'));
    return EXIT.done;
  },
};
