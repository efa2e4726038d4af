import { setImmediate as nextTurn } from 'node:timers/promises';
import type { IndexHome } from './index-home.ts';
import { mergeWords, needsMerge } from './merge-words.ts';
import { forgetHashes } from './postings/term-vector.ts';
import { forgetStems } from './word-stem.ts';

/**
 * Leaves nothing of removed pages in the index, in its file and among the words this thread has read: writes what waits,
 * merges their words away in slices, and with `rewrite` writes the file anew. Questions are answered from RAM meanwhile;
 * where the file itself is searched they wait for the last part.
 */
export async function purgeIndex(home: IndexHome, rewrite: boolean): Promise<void> {
  const sync = await home.settled();
  await sync.run();
  sync.noteChange();
  forgetStems();
  forgetHashes();
  await sync.between(async () => {
    const { disk } = home;
    if (needsMerge(home)) for (const _ of mergeWords(home)) await nextTurn();
    while (disk !== null && (await disk.mergeSome()));
    if (!rewrite) return;
    if (disk === null) home.database.exec('vacuum');
    else await disk.vacuum();
  });
}
