import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { readImport } from '../../daemon/archive/read-import.ts';
import { keepPage } from '../fakes/keep-page.ts';
import { openFakeEmbedder } from '../fakes/fake-embedder.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { openMemory } from '../open-memory.ts';
import type { Memory } from '../open-memory.ts';
import { exportAll, importAll, nobody } from '../round-trip.ts';

async function open(): Promise<Memory> {
  const memory = await openMemory({ folder: temporaryFolder(), embedder: openFakeEmbedder(384) });
  onTestFinished(() => memory.close());
  return memory;
}

/** A page as an export has it; give what a test is about. */
async function exportedPage(more: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const memory = await open();
  await keepPage(memory, 'olives', ['Press them cold.'], { tags: ['food'] });
  for await (const item of readImport(Readable.from([await exportAll(memory, 'jsonl')]))) {
    if (item.kind === 'page') return { ...(item.page as object), ...more };
  }
  throw new Error('Nothing was exported.');
}

const importPages = (memory: Memory, ...pages: unknown[]) => memory.rooms.importPages({ pages }, nobody);

test('what is no page is named, and holds up no other', async () => {
  const memory = await open();
  const good = await exportedPage();
  const bad: [unknown, string][] = [
    [null, 'bad-input'],
    ['text', 'bad-input'],
    [{}, 'bad-input'],
    [{ ...good, captured_at: 'yesterday' }, 'bad-input'],
    [{ ...good, passages: [{ text: 'a' }] }, 'bad-input'],
    [{ ...good, snapshot: 'not base64!' }, 'bad-input'],
    [{ ...good, retention_policy: 'forever' }, 'bad-input'],
    [{ ...good, note: 'a\0b' }, 'bad-input'],
    [{ ...good, url: 'file:///etc/passwd' }, 'url-invalid'],
    [{ ...good, url: 'javascript:alert(1)' }, 'url-invalid'],
  ];
  const report = await importPages(memory, ...bad.map(([page]) => page), good);
  expect(report.added).toBe(1);
  expect(report.failed.map(({ code }) => code)).toEqual(bad.map(([, code]) => code));
  expect((await memory.search({ query: 'press cold' })).results[0]?.url).toBe('https://notes.example/olives');
});

test('what is blocked or was forgotten since is not brought back', async () => {
  const memory = await open();
  const page = await exportedPage();
  const { url } = page as { url: string };
  await memory.blocklist.block({ pattern: 'notes.example' });
  expect((await importPages(memory, page)).failed).toMatchObject([{ url, code: 'blocked' }]);
  await memory.blocklist.unblock('notes.example');
  expect((await importPages(memory, page)).added).toBe(1);
  await memory.forget(url);
  expect(await importPages(memory, page)).toMatchObject({ added: 0, failed: [{ url, code: 'forgotten' }] });
  expect((await memory.search({ query: 'press cold' })).total).toBe(0);
});

test('a secret that a capture would not have kept does not come in by this door', async () => {
  const memory = await open();
  const page = await exportedPage();
  const secret = `ghp_${'A1b2C3d4E5'.repeat(4).slice(0, 36)}`;
  const passages = (page['passages'] as object[]).map((one) => ({ ...one, text: `Token ${secret} here` }));
  expect((await importPages(memory, { ...page, passages, markdown: `Token ${secret} here` })).added).toBe(1);
  expect((await exportAll(memory, 'jsonl')).includes(secret)).toBe(false);
});

test('a page that is kept already keeps what a person said, and gets what is missing', async () => {
  const memory = await open();
  const page = await exportedPage();
  await importPages(memory, page);
  const { page_id } = (await memory.rooms.lookup({ url: String(page['url']) }, nobody)).page ?? {
    page_id: 0,
  };
  await memory.rooms.editPage({ id: page_id, tags: ['mine'], note: 'my note' }, nobody);
  const again = await importPages(memory, { ...page, tags: ['food', 'oil'], note: 'another' });
  expect(again).toMatchObject({ added: 0, skipped: 1, failed: [] });
  const kept = await memory.rooms.page({ id: page_id }, nobody);
  expect([kept.tags, kept.note]).toEqual([['mine', 'food', 'oil'], 'my note']);
});

test('a page that reads otherwise takes its place in time', async () => {
  const memory = await open();
  const page = await exportedPage();
  await importPages(memory, page);
  const older = {
    ...page,
    content_hash: 'older',
    markdown: 'Older',
    captured_at: '2020-01-01T00:00:00.000Z',
  };
  const newer = {
    ...page,
    content_hash: 'newer',
    markdown: 'Newer',
    captured_at: '2026-06-01T00:00:00.000Z',
  };
  expect(await importPages(memory, older, newer)).toMatchObject({ merged: 2, failed: [] });
  const { page_id } = (await memory.rooms.lookup({ url: String(page['url']) }, nobody)).page ?? {
    page_id: 0,
  };
  expect(await memory.rooms.markdown({ id: page_id }, nobody)).toBe('Newer');
  for await (const item of readImport(Readable.from([await exportAll(memory, 'jsonl')]))) {
    if (item.kind !== 'page') continue;
    const { versions } = item.page as { versions: { content_hash: string }[] };
    expect(versions.map(({ content_hash }) => content_hash).toSorted()).toEqual(
      ['older', String(page['content_hash'])].toSorted(),
    );
  }
});

test('vectors of another model, or that are none, are left behind and made anew', async () => {
  const memory = await open();
  const page = await exportedPage();
  const passages = (page['passages'] as object[]).map((one) => ({ ...one, vector: 'AAAAAAAAAAA=' }));
  for (const [model, path] of [
    ['another/model', 'a'],
    ['words/0/sum/384', 'b'],
  ]) {
    const url = `https://notes.example/${path}`;
    const report = await memory.rooms.importPages({ model, pages: [{ ...page, url, passages }] }, nobody);
    expect(report).toMatchObject({ added: 1, failed: [] });
  }
  await memory.publisher.idle();
  const { vectors, passages: all } = await memory.index.metrics();
  expect([vectors, all]).toEqual([2, 2]);
});

test('a file of another program says which addresses came without a page', async () => {
  const memory = await open();
  const content = 'https://a.example/1\nhttps://a.example/2\n';
  expect(await memory.rooms.importPages({ content }, nobody)).toMatchObject({
    added: 0,
    to_fetch: [{ url: 'https://a.example/1' }, { url: 'https://a.example/2' }],
  });
  await expect(memory.rooms.importPages({ content: 'Dear aunt' }, nobody)).rejects.toMatchObject({
    code: 'bad-input',
  });
});

test('a page saved with SingleFile is remembered like any other', async () => {
  const memory = await open();
  const html = `<!DOCTYPE html><html><!--
 Page saved with SingleFile
 url: https://a.example/saved
 saved date: Sun Nov 22 2015 10:00:00 GMT+0000 (UTC)
--><title>Zeppelins</title><article><h1>Zeppelins</h1><p>${'Airships carried mail across the sea in those years. '.repeat(8)}</p></article>`;
  expect(await memory.rooms.importPages({ content: html }, nobody)).toMatchObject({ added: 1, failed: [] });
  const { results } = await memory.search({ query: 'airships mail' });
  expect(results[0]).toMatchObject({
    url: 'https://a.example/saved',
    captured_at: '2015-11-22T10:00:00.000Z',
  });
});

test('as bookmarks and as Markdown nothing a page says breaks out of its place', async () => {
  const memory = await open();
  const title = '</A><script>alert(1)</script> "quoted" & more';
  await keepPage(memory, 'evil?a=1&b=%22', ['Text.'], { title, note: '<b>note</b>', tags: ['a,b', 'c"d'] });
  const bookmarks = (await exportAll(memory, 'netscape')).toString();
  expect(bookmarks).not.toContain('<script>');
  expect(bookmarks).toMatch(/^<!DOCTYPE NETSCAPE-Bookmark-file-1>/);
  const items = [];
  for await (const item of readImport(Readable.from([Buffer.from(bookmarks)]))) items.push(item);
  expect(items).toEqual([
    {
      kind: 'address',
      address: {
        url: 'https://notes.example/evil?a=1&b=%22',
        title,
        tags: ['a b', 'c"d'],
        note: '<b>note</b>',
      },
    },
  ]);
  const { name, markdown } = JSON.parse((await exportAll(memory, 'markdown')).toString()) as Record<
    string,
    string
  >;
  expect(name).toMatch(/^A script alert 1 script quoted more \d+\.md$/);
  expect(markdown).toContain(`title: ${JSON.stringify(title)}\n`);
});

test('an export goes out while it is read, and ends when nobody reads on', async () => {
  const memory = await open();
  for (let n = 0; n < 5; n += 1) await keepPage(memory, `page-${n}`, [`Text ${n}.`]);
  const { body } = await memory.rooms.exportMemory({ format: 'jsonl' }, nobody);
  const lines = body[Symbol.asyncIterator]();
  expect(Buffer.from((await lines.next()).value as Uint8Array).toString()).toContain('"pagekeep":"memory"');
  await keepPage(memory, 'later', ['Kept while the export runs.']);
  await lines.return?.();
  const all = await text(Readable.from((await memory.rooms.exportMemory({ format: 'jsonl' }, nobody)).body));
  expect(all.trim().split('\n').length).toBe(1 + 6 + 1);
  expect(await importAll(memory, Buffer.from(all))).toMatchObject({ skipped: 6 });
});
