import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';

const THREAD = new URL('../../test/fakes/start-forgetting.ts', import.meta.url);
const SYLLABLES = ['zeb', 'rafi', 'nch77'];

test.each([
  ['the index', true],
  ['questions', false],
])('no word of a forgotten page stays in the memory of the thread of %s', async (_, own) => {
  const workerData = { folder: temporaryFolder(), own, syllables: SYLLABLES };
  const thread = new Worker(THREAD, { workerData });
  const holdsIt = async () => (await text(await thread.getHeapSnapshot())).includes(SYLLABLES.join(''));
  await once(thread, 'message');
  expect(await holdsIt()).toBe(true);
  thread.postMessage('forget');
  await once(thread, 'message');
  expect(await holdsIt()).toBe(false);
  thread.postMessage('close');
  await once(thread, 'exit');
});
