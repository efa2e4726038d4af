import { expect, test, vi } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { openSampleIndex } from '../../test/fakes/open-sample-index.ts';
import { samplePage, samplePassage } from '../../test/fakes/sample-page.ts';
import { Failure } from '../failure.ts';
import { commitPage } from '../store/commit-page.ts';
import { findPageById } from '../store/find-page.ts';
import * as receipts from '../store/forget-receipts.ts';
import { forgetPageById } from './forget-page.ts';

vi.mock('../store/forget-receipts.ts', { spy: true });

/** A page whose forgetting takes a vector out of the index. */
async function openKept() {
  const store = await emptyStore();
  const index = { ...(await openSampleIndex()), removePages: async () => ({ passages: 1, vectors: 1 }) };
  const { page_id } = await commitPage(store, samplePage({ passages: [samplePassage(0, 'Olives.')] }));
  return { page_id, tools: { store, index, now: Date.now } };
}

test('a disk that fails after a page is gone does not make its forgetting a refusal', async () => {
  const { page_id, tools } = await openKept();
  const full = new Failure('disk-full', 'The disk is full.');
  const note = vi.spyOn(receipts, 'noteVectors').mockRejectedValueOnce(full);
  expect(await forgetPageById(page_id, tools)).toMatchObject({ pages: 1, vectors: 1 });
  expect(note).toHaveBeenCalledOnce();
  expect(await findPageById(tools.store, page_id)).toBeNull();
});

test('any other trouble with the receipt is not passed over', async () => {
  const { page_id, tools } = await openKept();
  vi.spyOn(receipts, 'noteVectors').mockRejectedValueOnce(new TypeError('a defect'));
  await expect(forgetPageById(page_id, tools)).rejects.toThrow('a defect');
});
