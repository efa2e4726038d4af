import { describe, expect, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { openFakeEmbedder } from '../../test/fakes/fake-embedder.ts';
import { openSampleIndex } from '../../test/fakes/open-sample-index.ts';
import { SAMPLE_DIMENSIONS, sampleFacts, samplePassages } from '../../test/fakes/sample-index.ts';
import { samplePage, samplePassage } from '../../test/fakes/sample-page.ts';
import { commitPage } from '../store/commit-page.ts';
import { editPage } from '../store/edit-page.ts';
import { forgetPages } from '../store/forget-pages.ts';
import { openPublisher } from './publish-page.ts';
import { repairIndex } from './repair-index.ts';

/** A store and an index that agree about some pages, as they were before a crash. */
async function openAgreed(pages: number) {
  const store = await emptyStore();
  const index = await openSampleIndex();
  const publisher = openPublisher(store, index, () => undefined);
  publisher.useEmbedder(openFakeEmbedder(SAMPLE_DIMENSIONS));
  const keep = async (nth: number) => {
    const passages = [samplePassage(0, `Olive number ${nth}.`)];
    const page = samplePage({ url: `https://groves.example/${nth}`, passages });
    return (await commitPage(store, page)).page_id;
  };
  const ids: number[] = [];
  for (let nth = 0; nth < pages; nth++) ids.push(await keep(nth));
  const repair = async () => {
    const found = await repairIndex(store, index, publisher);
    await publisher.idle();
    return found;
  };
  await repair();
  return { store, index, publisher, ids, keep, repair };
}

describe('what the index misses or has too much', () => {
  test('nothing is written where both agree', async () => {
    const { index, repair } = await openAgreed(3);
    await index.sync();
    expect(await repair()).toEqual({ reindexed: 0, removed: 0 });
    expect((await index.metrics()).pending_changes).toBe(0);
  });

  test('a page that was kept but not indexed is found by words and meaning again', async () => {
    const { index, ids, repair } = await openAgreed(2);
    await index.removePages(ids.slice(0, 1));
    expect(await repair()).toEqual({ reindexed: 1, removed: 0 });
    expect(await index.metrics()).toMatchObject({ passages: 2, vectors: 2 });
  });

  test('changed tags, titles and pictures are indexed anew, and nothing else', async () => {
    const { store, index, ids, repair } = await openAgreed(4);
    const [tagged = 0, titled = 0, pictured = 0] = ids;
    await editPage(store, tagged, { tags: ['pressing'] });
    await editPage(store, titled, { title: 'Groves' });
    const images = await index.listIndexedImages();
    const size = images.find(({ page_id }) => page_id === pictured);
    await index.updateSizes([{ ...(size ?? { image_id: 0, page_id: 0 }), width: 1, height: 1 }]);
    expect(await repair()).toEqual({ reindexed: 3, removed: 0 });
    expect(await repair()).toEqual({ reindexed: 0, removed: 0 });
  });

  test('a forgotten page leaves the index, also what a crash left of it without its page', async () => {
    const { store, index, ids, repair } = await openAgreed(2);
    await forgetPages(store, ids.slice(0, 1), 0);
    await index.indexPage(sampleFacts(4_000), samplePassages(4_000, ['left behind']));
    expect(await repair()).toEqual({ reindexed: 0, removed: 2 });
    expect((await index.listIndexed()).map(({ page_id }) => page_id)).toEqual(ids.slice(1));
  });

  test('many pages are compared part by part, to the last', async () => {
    const { index, ids, repair } = await openAgreed(300);
    const lost = [ids[0], ids[254], ids[255], ids[299]].flatMap((id) => id ?? []);
    await index.removePages(lost);
    expect(await repair()).toEqual({ reindexed: 4, removed: 0 });
    expect(await repair()).toEqual({ reindexed: 0, removed: 0 });
  });

  test('a page that is kept and indexed between the two listings stays', async () => {
    const { store, index, publisher, ids, keep } = await openAgreed(1);
    const listImprints = async (from: number, to: number) => {
      await publisher.publish(await keep(1));
      return index.listImprints(from, to);
    };
    const found = await repairIndex(store, { ...index, listImprints }, publisher);
    expect(found).toEqual({ reindexed: 0, removed: 0 });
    expect((await index.listIndexed()).map(({ page_id }) => page_id)).toEqual([...ids, 2]);
  });

  test('an empty memory has nothing to compare', async () => {
    const { repair } = await openAgreed(0);
    expect(await repair()).toEqual({ reindexed: 0, removed: 0 });
  });
});
