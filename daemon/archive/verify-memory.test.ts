import { expect, onTestFinished, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { openFakeEmbedder } from '../../test/fakes/fake-embedder.ts';
import { openSampleIndex } from '../../test/fakes/open-sample-index.ts';
import { SAMPLE_DIMENSIONS } from '../../test/fakes/sample-index.ts';
import { samplePage } from '../../test/fakes/sample-page.ts';
import { editPage } from '../ingest/edit-page.ts';
import { openPublisher } from '../ingest/publish-page.ts';
import { forgetPageById } from '../policy/forget-page.ts';
import { commitPage } from '../store/commit-page.ts';
import { pageFacts } from '../store/page-facts.ts';
import { verifyMemory } from './verify-memory.ts';

/** Three pages, found by words and meaning. */
async function openVerified() {
  const store = await emptyStore();
  const index = await openSampleIndex();
  const publisher = openPublisher(store, index, (line, cause) => {
    throw new Error(line, { cause });
  });
  onTestFinished(() => publisher.stop());
  const embedder = openFakeEmbedder(SAMPLE_DIMENSIONS);
  await index.adoptModel(embedder.fingerprint);
  publisher.useEmbedder(embedder);
  for (const name of ['a', 'b', 'c']) {
    const { page_id } = await commitPage(store, samplePage({ url: `https://a.example/${name}` }));
    await publisher.publish(page_id);
  }
  return { store, index, publisher, now: Date.now };
}

/** Verifies while somebody changes something each time after the index was copied. */
async function verifyWhile(
  tools: Awaited<ReturnType<typeof openVerified>>,
  change: (copies: number) => Promise<unknown>,
) {
  let copies = 0;
  const copyTo = async (file: string) => {
    await tools.index.copyTo(file);
    copies += 1;
    await change(copies);
  };
  const report = await verifyMemory({ ...tools, index: { ...tools.index, copyTo } });
  return { ...report, copies };
}

test('a page that is changed or forgotten while it is compared is not damaged', async () => {
  const tools = await openVerified();
  const report = await verifyWhile(tools, async (copies) => {
    if (copies > 1) return;
    await editPage(1, { tags: ['late'], note: 'Read it again.' }, tools);
    await forgetPageById(3, tools);
  });
  expect(report).toMatchObject({ sound: true, mended: false, copies: 2 });
});

test('what differs is told, and mended, whatever else is changed meanwhile', async () => {
  const tools = await openVerified();
  for (const facts of await pageFacts(tools.store, [2]))
    await tools.index.updateFacts({ ...facts, note: 'Nobody said so.' });
  const report = await verifyWhile(tools, async (copies) => {
    if (copies === 1) await editPage(1, { tags: ['late'] }, tools);
  });
  expect(report).toMatchObject({ sound: false, mended: true, index_db: { pages: [2] } });
  expect(await verifyWhile(tools, async () => undefined)).toMatchObject({ sound: true, copies: 1 });
});

test('where nothing is written meanwhile it is read once', async () => {
  const tools = await openVerified();
  await tools.index.removePages([2]);
  const report = await verifyWhile(tools, async () => undefined);
  expect(report).toMatchObject({ sound: false, index_db: { pages: [2] }, copies: 1 });
});
