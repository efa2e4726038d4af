import { resolve } from 'node:path';
import type { Command, Invocation } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { makeDataFolder } from '../make-data-folder.ts';
import { oneLine } from '../plain-characters.ts';
import { PASSPHRASE_OPTIONS, readPassphrase } from '../read-passphrase.ts';
import { sayCount } from '../say-count.ts';

export const restore: Command = {
  usage: 'restore FILE',
  summary: 'Puts the memory of a backup in the place of the present one, which is kept aside.',
  examples: [
    ['pagekeep restore pagekeep-2026-11-22T10-00-00-000Z.backup', 'bring it back, after the two below'],
    ['pagekeep stop', 'a memory that is used cannot be exchanged'],
    ['pagekeep backup --list', 'where the backups are, asked before the stop'],
  ],
  options: {
    ...PASSPHRASE_OPTIONS,
    'with-forgotten': { text: 'bring back the pages forgotten since the backup, too' },
  },
  words: [1, 1],
  async run(call) {
    const { isEncrypted, restoreMemory } = await import('../../archive/restore-memory.ts');
    const { dataDir } = call.config;
    const file = resolve(call.words[0] ?? '');
    const passphrase = (await isEncrypted(file, dataDir))
      ? await readPassphrase(call, 'Passphrase of this backup: ')
      : null;
    makeDataFolder(dataDir);
    const withForgotten = call.has('with-forgotten');
    const restored = await restoreMemory({ dataDir, file, passphrase, withForgotten, now: Date.now() });
    call.print(restored, say(restored, call));
    return EXIT.done;
  },
};

interface Restored {
  readonly pages: number;
  readonly forgotten: number;
  readonly kept_aside: string | null;
  readonly has_passphrase: boolean;
  readonly forgotten_unknown: boolean;
}

function say(
  { pages, forgotten, kept_aside, has_passphrase, forgotten_unknown }: Restored,
  { config }: Invocation,
): string {
  return [
    `Restored ${sayCount(pages, 'page')} into ${oneLine(config.dataDir)}.`,
    ...(forgotten === 0
      ? []
      : [
          `${sayCount(forgotten, 'page')} forgotten since stayed forgotten; --with-forgotten brings them back.`,
        ]),
    ...(kept_aside === null
      ? []
      : [
          `What was there before is kept in ${oneLine(kept_aside)}; remove that folder when all is as it should be.`,
        ]),
    ...(forgotten_unknown
      ? [
          'The memory before it has another passphrase, or this one has none: what was forgotten since the backup could not be left out.',
        ]
      : []),
    has_passphrase
      ? 'It has the passphrase of its backup. Start and unlock it: pagekeep start, pagekeep memory unlock'
      : 'Start it again: pagekeep start',
  ].join('\n');
}
