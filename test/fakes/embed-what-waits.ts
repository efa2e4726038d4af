import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openIndex } from '../../daemon/index/open-index.ts';
import { openPublisher } from '../../daemon/ingest/publish-page.ts';
import { repairIndex } from '../../daemon/ingest/repair-index.ts';
import { closeStore, openStore } from '../../daemon/store/open-store.ts';
import { openFakeEmbedder } from './fake-embedder.ts';
import { SAMPLE_DIMENSIONS } from './sample-index.ts';

const LOOK_AGAIN_MS = 10;

/** Only what is copied because vectors came is copied: the idle clock never strikes. */
const NEVER_MS = 3_600_000;

/**
 * Opens the memory in `folder` as the daemon does, embeds all that waits, tells every text the model is given, and
 * closes; answers how many vectors there are. The model reads slower than the disk writes, as a real one does on any
 * machine: it gives a batch back once the vectors of the one before are in the file.
 */
export async function embedWhatWaits(folder: string, tell: (text: string) => void): Promise<number> {
  const store = await openStore(join(folder, 'pages.db'));
  const file = join(folder, 'index.db');
  const index = await openIndex({ file, mode: 'ram', dimensions: SAMPLE_DIMENSIONS, syncIdleMs: NEVER_MS });
  const publisher = openPublisher(store, index, (line, cause) => {
    throw new Error(line, { cause });
  });
  let batches = 0;
  const fake = openFakeEmbedder(SAMPLE_DIMENSIONS);
  await repairIndex(store, index, publisher);
  publisher.embedMissing((await index.adoptModel(fake.fingerprint)).missing_vectors);
  publisher.useEmbedder({
    ...fake,
    async embedPassages(texts) {
      for (const text of texts) tell(text.replaceAll('\n', ' '));
      while (batches > 0 && (await index.metrics()).pending_changes > 0) await wait(LOOK_AGAIN_MS);
      batches += 1;
      return fake.embedPassages(texts);
    },
  });
  await publisher.idle();
  const { vectors } = await index.metrics();
  await index.close();
  await closeStore(store);
  return vectors;
}
