import { callDaemon } from '../call-daemon.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';

export const sync: Command = {
  usage: 'sync',
  summary: 'Writes what the index in memory holds to disk now.',
  examples: [['pagekeep sync', 'it also happens by itself, 5 s after the last change']],
  words: [0, 0],
  async run({ config, print }) {
    const metrics = await callDaemon(findDaemon(config), 'sync');
    const took =
      metrics.last_sync_duration === null ? '' : ` Last sync took ${metrics.last_sync_duration} ms.`;
    print(
      metrics,
      `${metrics.pending_changes} changes pending, ${metrics.total_records_synced} synced since the start.${took}`,
    );
    return EXIT.done;
  },
};
