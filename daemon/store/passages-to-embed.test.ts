import { expect, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { samplePage } from '../../test/fakes/sample-page.ts';
import { commitPage } from './commit-page.ts';
import { listStoredPassages } from './list-stored-passages.ts';
import { passagesToEmbed } from './passages-to-embed.ts';

test('what the model reads is the title, the headings and the text, and its hash follows from the rows', async () => {
  const store = await emptyStore();
  const { passages } = await commitPage(store, samplePage());
  expect(passages[0]?.text).toBe('Olive trees › Harvest\nPress them cold.');
  const again = await passagesToEmbed(
    store,
    passages.map((passage) => passage.passage_id),
  );
  expect(again).toEqual(passages);
  expect((await listStoredPassages(store)).map((row) => row.text_hash)).toEqual(
    again.map((row) => row.text_hash),
  );
});

test('a title of any length leaves the passage room in what the model reads', async () => {
  const store = await emptyStore();
  const title = 'Olive '.repeat(300);
  const { passages } = await commitPage(store, samplePage({ title }));
  expect(passages[0]?.text).toMatch(/^(Olive )+Olive\nPress them cold\.$/);
  expect(passages[0]?.text.length).toBeLessThan(140);
});
