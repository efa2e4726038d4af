// Both flows through the real rooms, real SQLite and the fake embedder: what a page becomes, and what a question finds.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openFakeEmbedder } from '../fakes/fake-embedder.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { openMemory } from '../open-memory.ts';
import type { Memory } from '../open-memory.ts';

const embedder = openFakeEmbedder();
let folder: string;
let memory: Memory;

beforeEach(async () => {
  folder = temporaryFolder();
  memory = await openMemory({ folder, embedder });
});
afterEach(() => memory.close());

function page(path: string, title: string, ...paragraphs: string[]) {
  const text = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('');
  const html = `<html lang="en"><title>${title}</title><main><h1>${title}</h1>${text}</main></html>`;
  return { url: `https://notes.example/${path}`, html };
}

const WAL = page('wal', 'Write-ahead logs', 'A commit survives a power cut once its record is on disk.');
const PRESS = page(
  'press',
  'Pressing olives',
  'Press the olives cold and early, before the frost softens them.',
);

async function remember(capture: Parameters<Memory['ingest']>[0]) {
  const { saved, embedded } = await memory.ingest(capture);
  await embedded;
  return saved;
}

async function found(query: string, more: object = {}): Promise<string[]> {
  return (await memory.search({ query, ...more })).results.map(({ url }) => url.split('/').at(-1) ?? '');
}

describe('a page', () => {
  test('is found by its words, with the sentence, its marks and the way to it', async () => {
    await remember(WAL);
    await remember(PRESS);
    const [first] = (await memory.search({ query: 'power cut' })).results;
    expect(first).toMatchObject({
      url: WAL.url,
      title: 'Write-ahead logs',
      language: 'en',
      matched_by: ['words', 'meaning'],
      anchor: { exact: 'A commit survives a power cut once its record is on disk.' },
    });
    expect(first?.highlights.map(([start, end]) => first.content.slice(start, end))).toEqual([
      'power',
      'cut',
    ]);
    expect(first?.jump_url).toContain('#:~:text=A%20commit%20survives');
  });

  test('seen again unchanged is only touched, and its tags are added', async () => {
    const saved = await remember({ ...WAL, tags: ['sqlite'] });
    const again = await remember({ ...WAL, tags: ['storage'] });
    expect(again).toMatchObject({ page_id: saved.page_id, status: 'unchanged' });
    expect(await found('commit', { tags: ['storage'] })).toEqual(['wal']);
  });

  test('seen again changed is replaced as a whole: old words are gone', async () => {
    await remember(WAL);
    const changed = page('wal', 'Write-ahead logs', 'Checkpoints move the journal back into the file.');
    expect(await remember(changed)).toMatchObject({ status: 'updated' });
    expect(await found('checkpoints', { mode: 'keyword' })).toEqual(['wal']);
    expect(await found('commit', { mode: 'keyword' })).toEqual([]);
    const { passages, vectors } = await memory.index.metrics();
    expect(vectors).toBe(passages);
  });

  test('sent twice under one capture id is kept once', async () => {
    const first = await remember({ ...WAL, capture_id: 'one' });
    expect(await remember({ ...WAL, capture_id: 'one' })).toMatchObject({
      page_id: first.page_id,
      status: 'stored',
    });
  });

  test('captured twice at the same time is one page', async () => {
    const both = await Promise.all([remember(WAL), remember(WAL)]);
    expect(new Set(both.map(({ page_id }) => page_id)).size).toBe(1);
    expect(await found('commit')).toEqual(['wal']);
  });

  test('without any text is refused, and nothing is kept', async () => {
    await expect(remember({ url: 'https://notes.example/empty', html: '<p> </p>' })).rejects.toMatchObject({
      code: 'empty-page',
    });
    expect((await memory.index.metrics()).passages).toBe(0);
  });

  test('in a language that is not kept is refused', async () => {
    const english = await openMemory({ folder: temporaryFolder(), embedder, languages: ['en'] });
    onTestFinished(() => english.close());
    const text =
      'Das Wasser im Kanal fließt langsam an den alten Mühlen vorbei, und niemand hat es eilig. '.repeat(6);
    const german = {
      url: 'https://notes.example/kanal',
      html: `<html lang="de"><title>Am Kanal</title><p>${text}</p></html>`,
    };
    await expect(english.ingest(german)).rejects.toMatchObject({ code: 'language' });
    expect(
      (await (await english.ingest(WAL)).embedded) && (await english.search({ query: 'commit' })).count,
    ).toBe(1);
  });

  test('holds quotes and SQL in every field as what they are', async () => {
    const hostile = `'); drop table pages; -- "x" NEAR(a b)`;
    const { html } = page('sql', hostile, `It says ${hostile} and means it.`);
    await remember({
      url: `https://notes.example/sql`,
      html,
      tags: [hostile],
      note: hostile,
      selection: hostile,
    });
    const [first] = (await memory.search({ query: hostile, tags: [hostile] })).results;
    expect(first).toMatchObject({ title: hostile, tags: [hostile] });
  });
});

describe('a question', () => {
  test.for([
    '"power',
    'power*',
    'NEAR(power cut)',
    '-power',
    'power AND',
    'title:power',
    'power) OR (cut',
    "power' --",
  ])('%s is words, not syntax', async (query) => {
    await remember(WAL);
    expect(await found(query)).toEqual(['wal']);
  });

  test('of signs alone is answered by meaning or not at all, never by an error', async () => {
    await remember(WAL);
    await expect(memory.search({ query: '?!… —' })).resolves.toBeDefined();
    await expect(memory.search({ query: '   ' })).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('with filters is answered from the pages they let through, however many others match better', async () => {
    for (let n = 0; n < 30; n++)
      await remember(page(`noise-${n}`, 'Power cut', 'power cut power cut power cut'));
    await remember({ ...WAL, tags: ['SQLite'] });
    expect(await found('power cut', { tags: ['sqlite'] })).toEqual(['wal']);
    expect(await found('power cut', { tags: ['sql'] })).toEqual([]);
    expect(await found('power cut', { domain: 'elsewhere.example' })).toEqual([]);
    expect(await found('power cut', { until: '2001-01-01' })).toEqual([]);
  });

  test('gets the same answer twice', async () => {
    for (const path of ['a', 'b', 'c'])
      await remember(page(path, 'Same title', 'The same words on every page.'));
    const { results } = await memory.search({ query: 'same words' });
    expect((await memory.search({ query: 'same words' })).results).toEqual(results);
  });
});

describe('what was remembered', () => {
  test('is forgotten under any spelling of its address, from store and index', async () => {
    await remember(WAL);
    await remember(PRESS);
    expect(await memory.forget('http://www.notes.example/wal')).toMatchObject({ pages: 1, removed_count: 1 });
    expect(await found('commit power')).not.toContain('wal');
    expect(await memory.index.metrics()).toMatchObject({ passages: 1, vectors: 1 });
    expect(await memory.forget(WAL.url)).toMatchObject({ pages: 0 });
  });

  test('comes back from pages.db when index.db is gone, vectors and all', async () => {
    await remember({ ...WAL, tags: ['sqlite'] });
    const before = await memory.search({ query: 'power cut' });
    await memory.close();
    rmSync(join(folder, 'index.db'));
    memory = await openMemory({ folder, embedder });
    await memory.publisher.idle();
    const after = await memory.search({ query: 'power cut', tags: ['sqlite'] });
    expect(after.results).toEqual(before.results);
  });

  test('is the same after a restart', async () => {
    await remember(WAL);
    await remember(PRESS);
    const before = await memory.search({ query: 'cold olives' });
    await memory.close();
    memory = await openMemory({ folder, embedder });
    expect((await memory.search({ query: 'cold olives' })).results).toEqual(before.results);
  });
});
