import { expect, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { openSampleIndex } from '../../test/fakes/open-sample-index.ts';
import { samplePage, samplePassage } from '../../test/fakes/sample-page.ts';
import type { SearchIndex } from '../index/search-index.ts';
import { commitPage } from '../store/commit-page.ts';
import { editPage } from '../store/edit-page.ts';
import { forgetPages } from '../store/forget-pages.ts';
import { listImprints } from '../store/list-imprints.ts';
import { pageFacts } from '../store/page-facts.ts';
import { indexPage } from './index-page.ts';

/** A page whose text changed since it was indexed, and what `meanwhile` does to it at a step of indexing it anew. */
async function indexWhile(step: 'readVectors' | 'indexPage', meanwhile: 'tag' | 'forget') {
  const [store, index] = [await emptyStore(), await openSampleIndex()];
  const commit = (day: number, text: string) => {
    const passages = [samplePassage(0, text)];
    return commitPage(
      store,
      samplePage({ content_hash: text, captured_at: Date.UTC(2026, 4, day), passages }),
    );
  };
  const { page_id } = await commit(1, 'first');
  await indexPage(page_id, store, index);
  await commit(2, 'then');
  const changes = {
    async tag() {
      await editPage(store, page_id, { tags: ['pressing'] });
      for (const facts of await pageFacts(store, [page_id])) await index.updateFacts(facts);
    },
    async forget() {
      await forgetPages(store, [page_id], 1);
      await index.removePages([page_id]);
    },
  };
  const changing: SearchIndex = {
    ...index,
    async readVectors(...asked) {
      if (step === 'readVectors') await changes[meanwhile]();
      return index.readVectors(...asked);
    },
    async indexPage(...given) {
      if (step === 'indexPage') await changes[meanwhile]();
      return index.indexPage(...given);
    },
  };
  await indexPage(page_id, store, changing);
  return { kept: await listImprints(store, 0, 9), indexed: await index.listImprints(0, 9) };
}

test.each(['readVectors', 'indexPage'] as const)(
  'tags that change while a page is indexed are those it is found by: %s',
  async (step) => {
    const { kept, indexed } = await indexWhile(step, 'tag');
    expect(kept[0]?.imprint).toContain('pressing');
    expect(indexed).toEqual(kept);
  },
);

test.each(['readVectors', 'indexPage'] as const)(
  'a page that is forgotten while it is indexed does not stay in the index: %s',
  async (step) => expect(await indexWhile(step, 'forget')).toEqual({ kept: [], indexed: [] }),
);
