import { zstdCompressSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { readImport } from './read-import.ts';
import type { ImportItem } from './read-import.ts';

async function read(file: string | Buffer, chunk = 1_000_000): Promise<ImportItem[]> {
  const bytes = Buffer.from(file);
  const parts = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, nth) =>
    bytes.subarray(nth * chunk, (nth + 1) * chunk),
  );
  const items: ImportItem[] = [];
  for await (const item of readImport(Readable.from(parts))) items.push(item);
  return items;
}

async function addresses(file: string) {
  return (await read(file)).map((item) => (item.kind === 'address' ? item.address : item.kind));
}

const START = '{"pagekeep":"memory","version":1,"exported_at":"2026-11-22T00:00:00Z","model":null}';
const END = '{"end":true,"pages":1,"failed":[]}';
const LINES = `${START}\n{"url":"https://a.example/"}\n${END}\n`;

describe('an export', () => {
  test.each([
    ['as it is', LINES],
    ['compressed', zstdCompressSync(LINES)],
    ['with Windows line ends', LINES.replaceAll('\n', '\r\n')],
    ['without a last line break', LINES.trim()],
  ])('%s is read line by line, however it is cut', async (_, file) => {
    for (const chunk of [1_000_000, 100]) {
      const kinds = (await read(file, chunk)).map(({ kind }) => kind);
      expect(kinds).toEqual(['start', 'page', 'end']);
    }
  });

  test('a damaged line is named and holds up no other', async () => {
    const items = await read(`${START}\n{"url":\n{"url":"https://a.example/"}\n7\n${END}\n`);
    expect(items.map(({ kind }) => kind)).toEqual(['start', 'damaged', 'page', 'damaged', 'end']);
    expect(items[1]).toEqual({ kind: 'damaged', line: 2 });
  });

  test.each([
    ['cut off', LINES.slice(0, -20), 'data-damaged'],
    ['cut off while compressed', zstdCompressSync(LINES).subarray(0, -9), 'data-damaged'],
    ['of a later version', LINES.replace('"version":1', '"version":2'), 'data-newer'],
    ['without a proper first line', LINES.replace('"exported_at"', '"exported"'), 'bad-input'],
  ])('%s is refused', async (_, file, code) => {
    await expect(read(file)).rejects.toMatchObject({ code });
  });
});

test.each([
  ['a backup', 'PGKBACK1....', /pagekeep restore/],
  ['a database', 'SQLite format 3\0...', /pagekeep restore/],
  ['nothing', '', /empty/],
  ['a letter', 'Dear aunt,\nI hope that you are well.', /no known kind/],
  ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), /no known kind/],
  ['broken JSON', '{"bookmarks": [', /no known kind/],
  ['a page from nowhere', '<!doctype html><title>A</title><p>Text', /where it is from/],
])('%s is refused with a sentence', async (_, file, said) => {
  await expect(read(file)).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(said) });
});

describe('bookmarks', () => {
  test('of a browser: folders of a person’s own and tags become tags, what stands below is the note', async () => {
    const file = `<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
    <DT><H3 PERSONAL_TOOLBAR_FOLDER="true">Bookmarks bar</H3>
    <DL><p>
        <DT><H3>Bridges</H3>
        <DL><p>
            <DT><A HREF="https://a.example/?x=1&amp;y=2" ADD_DATE="1" TAGS="work,later">Why &lt;it&gt; fell</A>
            <DD>read this &amp; that
            <DT><A HREF="https://a.example/second">Second</A>
        </DL><p>
        <DT><A HREF="javascript:alert(1)">Bookmarklet</A>
        <DT><A HREF="place:sort=8">Recent</A>
        <DT><A HREF="https://a.example/third">Third</A>
    </DL><p>
</DL><p>`;
    expect(await addresses(file)).toEqual([
      {
        url: 'https://a.example/?x=1&y=2',
        title: 'Why <it> fell',
        tags: ['work', 'later', 'Bridges'],
        note: 'read this & that',
      },
      { url: 'https://a.example/second', title: 'Second', tags: ['Bridges'], note: null },
      { url: 'https://a.example/third', title: 'Third', tags: [], note: null },
    ]);
  });

  test('of Pocket, as a page and as a table', async () => {
    const page = `<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1>
      <ul><li><a href="https://a.example/1" time_added="1" tags="a,b">One</a></li></ul></body></html>`;
    const one = { url: 'https://a.example/1', title: 'One', tags: ['a', 'b'], note: null };
    expect(await addresses(page)).toEqual([one]);
    expect(
      await addresses('title,url,time_added,tags,status\nOne,https://a.example/1,1700000000,a|b,unread\n'),
    ).toEqual([one]);
  });

  test('of Instapaper: quoted cells, its folders but not its own', async () => {
    const file = `URL,Title,Selection,Folder,Timestamp
https://a.example/1,"Said ""so"", twice",,Unread,1
https://a.example/2,Two,"a line
and another",Bridges,2
`;
    expect(await addresses(file)).toEqual([
      { url: 'https://a.example/1', title: 'Said "so", twice', tags: [], note: null },
      { url: 'https://a.example/2', title: 'Two', tags: ['Bridges'], note: 'a line\nand another' },
    ]);
  });

  test('of Karakeep and Linkwarden', async () => {
    const karakeep = {
      bookmarks: [
        {
          createdAt: 1,
          title: 'One',
          tags: ['a'],
          note: 'mine',
          content: { type: 'link', url: 'https://a.example/1' },
        },
        { createdAt: 2, title: 'A text', tags: [], content: { type: 'text', text: 'no address' } },
      ],
    };
    const linkwarden = {
      name: 'Me',
      collections: [
        {
          name: 'Bridges',
          links: [
            { name: 'One', url: 'https://a.example/1', description: 'mine', tags: [{ id: 1, name: 'a' }] },
          ],
        },
      ],
    };
    const one = { url: 'https://a.example/1', title: 'One', tags: ['a'], note: 'mine' };
    expect(await addresses(JSON.stringify(karakeep))).toEqual([one]);
    expect(await addresses(JSON.stringify(linkwarden))).toEqual([one]);
  });

  test('of Chromium and Firefox as JSON; nested without end they are given up, not followed', async () => {
    const chromium = {
      roots: { bookmark_bar: { children: [{ name: 'One', type: 'url', url: 'https://a.example/1' }] } },
    };
    const firefox = { children: [{ children: [{ title: 'One', uri: 'https://a.example/1' }] }] };
    const one = { url: 'https://a.example/1', title: 'One', tags: [], note: null };
    expect(await addresses(JSON.stringify(chromium))).toEqual([one]);
    expect(await addresses(JSON.stringify(firefox))).toEqual([one]);
    await expect(read('['.repeat(5000) + ']'.repeat(5000))).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('a list of addresses, each once', async () => {
    const file = '# mine\nhttps://a.example/1\n\nhttps://a.example/2\r\nhttps://a.example/1\n';
    expect((await addresses(file)).map((one) => typeof one === 'object' && one.url)).toEqual([
      'https://a.example/1',
      'https://a.example/2',
    ]);
  });
});

test.each([
  [
    'SingleFile',
    `<!DOCTYPE html> <html lang=en><!--
 Page saved with SingleFile
 url: https://a.example/saved
 saved date: Sun Nov 22 2026 10:00:00 GMT+0000 (Coordinated Universal Time)
--><meta charset=utf-8><title>Saved</title><p>Text`,
    '2026-11-22T10:00:00.000Z',
  ],
  [
    'a browser',
    '<!DOCTYPE html>\n<!-- saved from url=(0023)https://a.example/saved -->\n<html><p>Text',
    undefined,
  ],
])('a page saved with %s is taken as it is', async (_, html, captured_at) => {
  expect(await read(html)).toEqual([
    {
      kind: 'capture',
      url: 'https://a.example/saved',
      html,
      ...(captured_at !== undefined && { captured_at }),
    },
  ]);
});
