import Database from 'better-sqlite3';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { samplePage, samplePassage } from '../../test/fakes/sample-page.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { commitPage } from './commit-page.ts';
import { findPageById } from './find-page.ts';
import { listPages } from './list-pages.ts';
import { closeStore, openStore } from './open-store.ts';
import { readFoundPassages } from './read-found-passages.ts';
import { readMarkdown } from './read-markdown.ts';
import { sayDamage } from './sound.ts';
import { verifyStore } from './verify-store.ts';
import { withinReach } from './within-reach.ts';

const WORDS = ['marigold', 'windlass', 'quincunx'];

/** Three pages, each with a word of its own in each of its parts. */
async function keptFile(): Promise<string> {
  const file = join(temporaryFolder(), 'pages.db');
  const store = await openStore(file);
  for (const word of WORDS) {
    await commitPage(
      store,
      samplePage({
        url: `https://a.example/${word}`,
        title: `title-${word}`,
        tags: [`tag-${word}`],
        note: `note-${word}`,
        markdown: `markdown-${word}`,
        passages: [samplePassage(0, `passage-${word}`)],
        images: [
          {
            ...SAMPLE_IMAGE,
            alt: `alt-${word}`,
            thumbnail: { type: 'image/png', bytes: Buffer.from(`small-${word}`) },
          },
        ],
        snapshot: Buffer.from(`snapshot-${word}`),
      }),
    );
  }
  await closeStore(store);
  return file;
}

const SAMPLE_IMAGE = {
  src: 'https://a.example/i.png',
  alt: '',
  title: '',
  caption: '',
  heading: '',
  context: '',
  width: 1,
  height: 1,
};

/** Changes one bit of a text wherever it stands in the file. */
function flip(file: string, text: string): void {
  const bytes = readFileSync(file);
  let places = 0;
  for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + 1)) {
    bytes[at + text.length - 1] = (bytes[at + text.length - 1] ?? 0) ^ 1;
    places += 1;
  }
  expect(places).toBeGreaterThan(0);
  writeFileSync(file, bytes);
}

test('a whole memory has nothing to say', async () => {
  expect(verifyStore(await keptFile())).toEqual({ structure: [], damaged: [], pages: [] });
});

describe('one changed bit', () => {
  test.each([
    ['title', 'pages'],
    ['note', 'pages'],
    ['markdown', 'pages.markdown_zstd'],
    ['passage', 'passages'],
    ['tag', 'page_tags'],
    ['alt', 'images'],
    ['small', 'thumbnails'],
    ['snapshot', 'snapshots'],
  ])('in a %s is told with its page', async (what, part) => {
    const file = await keptFile();
    flip(file, `${what}-windlass`);
    const { pages } = verifyStore(file);
    expect(pages).toEqual([
      { page_id: 2, url: part === 'pages' ? null : 'https://a.example/windlass', parts: [part] },
    ]);
  });

  test.each(['title', 'tag'])(
    'in a %s keeps its page out of lists and answers, and says so',
    async (what) => {
      const file = await keptFile();
      flip(file, `${what}-windlass`);
      const store = await openStore(file);
      expect(sayDamage(store)).toBeNull();
      expect((await listPages(store, {})).pages.map(({ page_id }) => page_id)).toEqual([3, 1]);
      expect((await readFoundPassages(store, [1, 2, 3])).map(({ page_id }) => page_id)).toEqual([1, 3]);
      expect((await findPageById(store, 2))?.sound).toBe(false);
      expect(sayDamage(store)).toContain('pagekeep verify');
      await closeStore(store);
    },
  );

  test('in an article is never shown', async () => {
    const file = await keptFile();
    flip(file, 'markdown-windlass');
    const store = await openStore(file);
    await expect(readMarkdown(store, 2)).rejects.toMatchObject({ code: 'data-damaged' });
    expect(await readMarkdown(store, 1)).toBe('markdown-marigold');
    await closeStore(store);
  });
});

test('what another program changed, took or put in is told', async () => {
  const file = await keptFile();
  const other = new Database(file);
  other.exec(`update passages set text = 'other' where passage_id = 1`);
  other.exec('delete from snapshots where page_id = 2');
  other.exec('insert into tombstones values (randomblob(8), 1, 1)');
  other.close();
  expect(verifyStore(file).damaged.map(({ part }) => part)).toEqual(['passages', 'snapshots', 'tombstones']);
});

test('a damaged page that is kept anew is whole again', async () => {
  const file = await keptFile();
  flip(file, 'passage-windlass');
  const store = await openStore(file);
  await commitPage(store, samplePage({ url: 'https://a.example/windlass', content_hash: 'anew' }));
  await closeStore(store);
  expect(verifyStore(file).damaged).toEqual([]);
});

test('whoever may know of some pages only is shown no damaged one either, and no other', async () => {
  const file = await keptFile();
  flip(file, 'passage-windlass');
  const store = await openStore(file);
  const shown = await withinReach(store, { tags: ['tag-windlass', 'tag-quincunx'] }, async (limited) => ({
    passages: await readFoundPassages(limited, [1, 2, 3]),
    pages: (await listPages(limited, {})).pages,
  }));
  expect(shown.passages.map(({ page_id }) => page_id)).toEqual([3]);
  // Lists show how the first passage begins.
  expect(shown.pages.map(({ page_id }) => page_id)).toEqual([3]);
  await closeStore(store);
});
