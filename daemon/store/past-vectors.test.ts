import { expect, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { samplePage, samplePassage } from '../../test/fakes/sample-page.ts';
import { commitPage } from './commit-page.ts';
import { editPage } from './edit-page.ts';
import { embeddedText } from './embedded-text.ts';
import { findPastVectors, keepPastVectors, pastToEmbed } from './past-vectors.ts';

const STAYS = samplePassage(0, 'Press them cold.');
const GOES = samplePassage(1, 'Store the oil in the dark.');
const hashUnder = (title: string) => embeddedText(title, GOES.heading_path, GOES.text).text_hash;

/** A passage that a page had under two titles, and has no longer. */
async function pastPassage() {
  const store = await emptyStore();
  const commit = (day: number, ...passages: (typeof STAYS)[]) =>
    commitPage(
      store,
      samplePage({ content_hash: String(day), captured_at: Date.UTC(2026, 4, day), passages }),
    );
  const { page_id } = await commit(1, STAYS, GOES);
  await commit(2, GOES, STAYS);
  await editPage(store, page_id, { title: 'My olives' });
  await commit(3, STAYS);
  return store;
}

test('a passage that waits is read under a title it had, and hashed under the same', async () => {
  const [waiting] = await pastToEmbed(await pastPassage(), 5);
  const titles = ['Olive trees', 'My olives'].map((title) => embeddedText(title, ['Harvest'], GOES.text));
  expect(titles).toContainEqual({ text: waiting?.text, text_hash: waiting?.text_hash });
});

test('a vector is found again by the text it was made of, whatever the page was called since', async () => {
  const store = await pastPassage();
  const [waiting] = await pastToEmbed(store, 5);
  const vector = new Float32Array([1, 2]);
  await keepPastVectors(store, 'model', [
    { passage_id: waiting?.passage_id ?? 0, text_hash: hashUnder('Olive trees'), vector },
  ]);
  const hashes = [hashUnder('Olive trees'), hashUnder('My olives')];
  expect(await findPastVectors(store, hashes, 'model')).toEqual(new Map([[hashes[0], vector]]));
});
