// A thread that keeps a page of words that stand nowhere else, asks for it, and forgets it when it is told to, so that a test
// can look through all that is in its memory. `own`: its index runs in it; else in another one, as in the daemon.
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { openLocalIndex } from '../../daemon/index/local-index.ts';
import { openIndex } from '../../daemon/index/open-index.ts';
import { stemsOf } from '../../daemon/index/word-stem.ts';
import { indexPage } from '../../daemon/ingest/index-page.ts';
import { Eraser } from '../../daemon/policy/forget-eraser.ts';
import { forgetPages } from '../../daemon/policy/forget-page.ts';
import { commitPage } from '../../daemon/store/commit-page.ts';
import { closeStore, openStore } from '../../daemon/store/open-store.ts';
import { samplePage, samplePassage } from './sample-page.ts';

const { folder, own, syllables } = workerData as { folder: string; own: boolean; syllables: string[] };

const store = await openStore(join(folder, 'pages.db'));
const file = join(folder, 'index.db');
const index = own
  ? openLocalIndex({ file, mode: 'ram', dimensions: 8 })
  : await openIndex({ file, mode: 'ram', dimensions: 8 });
const eraser = new Eraser({
  store,
  index,
  now: Date.now,
  settleMs: 1e8,
  onProblem: (line, cause) => {
    throw new Error(line, { cause });
  },
});

const told = () => new Promise((resolve) => parentPort?.once('message', resolve));

async function keep(): Promise<number> {
  const text = `The ${syllables.join('')} sings in the morning.`;
  const { page_id } = await commitPage(store, samplePage({ passages: [samplePassage(0, text)] }));
  await indexPage(page_id, store, index);
  // As every answer that shows the passage does.
  if (!own) stemsOf(text);
  return page_id;
}

const pageId = await keep();
parentPort?.postMessage('kept');
await told();
await forgetPages([pageId], 'asked', { store, index, eraser, now: Date.now });
await eraser.idle();
parentPort?.postMessage('forgotten');
await told();
await eraser.stop();
await index.close();
await closeStore(store);
