// Pictures over HTTP through the real rooms: what a capture keeps of them, what a question finds, and that forgetting
// leaves nothing.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FoundImage, ImageAnswer } from '../../shared/contract/image.ts';
import type { ForgetReceipt, MemoryList } from '../../shared/contract/memory.ts';
import type { PageCapture, SavedPage } from '../../shared/contract/page.ts';
import { ask, openDoor, refusalOf } from '../attacks/open-door.ts';
import type { OpenDoor } from '../attacks/open-door.ts';
import { openFakeEmbedder } from '../fakes/fake-embedder.ts';
import { SAMPLE_PICTURES } from '../fakes/sample-pictures.ts';
import { openMemory } from '../open-memory.ts';
import type { Memory } from '../open-memory.ts';

const folder = mkdtempSync(join(tmpdir(), 'pagekeep-'));
let memory: Memory;
let door: OpenDoor;

beforeAll(open);
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  const { text } = await ask(door.port, { path: '/api/v1/memory' });
  const { content } = (JSON.parse(text) as { data: MemoryList }).data;
  for (const { page_id } of content)
    await ask(door.port, { method: 'DELETE', path: `/api/v1/pages/${page_id}` });
});

async function open(): Promise<void> {
  memory = await openMemory({ folder, embedder: openFakeEmbedder() });
  door = await openDoor({ rooms: memory.rooms });
}

async function close(): Promise<void> {
  await door.close();
  await memory.close();
}

const PROSE = 'The village brings its harvest to the old mill every autumn, and the stones turn for a week.';
const MILL = 'https://mill.example/harvest';
const PRESS = 'https://mill.example/press-house.jpg';

function mill(...images: string[]): string {
  // A text that stands twice on a page is read once, and a picture beside the second would stand beside nothing.
  const paragraphs = images.map(
    (image, n) =>
      `<h2>Part</h2><p>Year ${n}: ${PROSE.repeat(3)}</p>${image}<p>In year ${n} too: ${PROSE}</p>`,
  );
  return `<html lang="en"><title>A harvest week</title><main><article><h1>A harvest week</h1>${paragraphs.join('')}</article></main></html>`;
}

const CAPTURE: PageCapture = {
  url: MILL,
  html: mill(
    `<img src="${PRESS}" alt="Granite rollers crushing olives in a stone basin" width="300" height="200">`,
    '<figure><img src="/owl.png" alt=""><figcaption>A zebrafinch, no owl, rests on the sluice gate</figcaption></figure>',
  ),
  tags: ['grist'],
  images: [{ src: PRESS, width: 1600, height: 900, thumbnail: SAMPLE_PICTURES.webp }],
};

async function post<T>(path: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const { status, text } = await ask(door.port, {
    method: 'POST',
    path,
    body: JSON.stringify(body),
    headers,
  });
  expect(status, text).toBe(200);
  return (JSON.parse(text) as { data: T }).data;
}

const remember = (capture: PageCapture) => post<SavedPage>('/api/v1/capture?wait=embedded', capture);

async function find(query: string, more: object = {}): Promise<FoundImage[]> {
  return (await post<ImageAnswer>('/api/v1/images/search', { query, ...more })).results;
}

async function count(more: object): Promise<number> {
  return (await find('harvest', more)).length;
}

function holds(file: string, words: string | Buffer): boolean {
  return readFileSync(join(folder, file)).includes(words);
}

interface Explained {
  readonly words: number;
  readonly order: number;
  readonly likeness: number;
  readonly shares: { readonly words: number; readonly order: number; readonly likeness: number };
}

async function imageId(query: string): Promise<number> {
  return (await find(query))[0]?.image_id ?? 0;
}

describe('a picture', () => {
  test('is found by its words, with its page, its natural size and its format', async () => {
    const { page_id } = await remember(CAPTURE);
    const [first, ...others] = await find('granite rollers');
    expect(first).toMatchObject({
      image_url: PRESS,
      alt: 'Granite rollers crushing olives in a stone basin',
      matched_by: ['own-words'],
      width: 1600,
      height: 900,
      format: 'jpg',
      page_id,
      page_url: MILL,
      page_title: 'A harvest week',
      domain: 'mill.example',
      has_thumbnail: true,
      duplicates: [],
    });
    expect(others).toEqual([]);
    expect((await find('owl on the sluice gate'))[0]).toMatchObject({ format: 'png', has_thumbnail: false });
  });

  test('is found by what stands around it and by its page, and says so', async () => {
    await remember(CAPTURE);
    expect((await find('stones turn'))[0]?.matched_by).toContain('context');
    expect((await find('grist'))[0]?.matched_by).toEqual(['page']);
    const [first] = await find('owl harvest week');
    expect(first?.matched_by).toEqual(['own-words', 'context', 'page']);
  });

  test('does not answer by words beside one that was ruled out', async () => {
    await remember(CAPTURE);
    expect((await find('harvest sluice')).length).toBe(2);
    const found = await find('crushing sluice -zebrafinch');
    expect(found.map(({ image_url }) => image_url)).toEqual([PRESS]);
  });

  test('asked for in its own wording stands above one that has the same words', async () => {
    const images = ['mill before the old stone bridge', 'old stone mill before the bridge'];
    await remember({
      url: MILL,
      html: mill(...images.map((alt, n) => `<img src="/${n}.jpg" alt="${alt}">`)),
    });
    for (const wording of images) {
      const [first, second] = await find(wording);
      expect(first?.alt).toBe(wording);
      expect(first?.score).toBeGreaterThan(second?.score ?? 1);
    }
  });

  test('has a score that falls from first to last, between 0 and 1, and explains it', async () => {
    await remember(CAPTURE);
    const found = await find('granite harvest owl', { explain: true });
    const scores = found.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    for (const { score, explain } of found) {
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThanOrEqual(1);
      const { words, order, likeness, shares } = explain as unknown as Explained;
      expect(words * shares.words + order * shares.order + likeness * shares.likeness).toBeCloseTo(score, 3);
    }
  });

  test('meets the filters or is left out', async () => {
    const { page_id } = await remember(CAPTURE);
    expect(await count({ formats: ['jpg'], orientation: 'landscape', min_width: 1600 })).toBe(1);
    expect(await count({ formats: ['webp'] })).toBe(0);
    expect(await count({ page_id, domain: 'www.mill.example', tags: 'grist' })).toBe(2);
    expect(await count({ page_id: page_id + 1 })).toBe(0);
    expect(await count({ until: '2000-01-01' })).toBe(0);
    expect(await count({ retention_policy: 'session_only' })).toBe(0);
    expect(await count({ limit: 1, offset: 1 })).toBe(1);
    expect(await count({ offset: 10_000 })).toBe(0);
  });

  test('keeps its copy and size when its page is captured again without them', async () => {
    const { images: _, ...without } = CAPTURE;
    await remember(CAPTURE);
    expect(await remember(without)).toMatchObject({ status: 'unchanged' });
    const changed = { ...without, html: CAPTURE.html.replace('A harvest week', 'Two harvest weeks') };
    expect(await remember(changed)).toMatchObject({ status: 'updated' });
    expect(await find('granite', { min_width: 1600 })).toMatchObject([
      { has_thumbnail: true, width: 1600, page_title: 'Two harvest weeks' },
    ]);
  });

  test('gets its copy and size when an unchanged page is captured with them for the first time', async () => {
    const { images: _, ...without } = CAPTURE;
    await remember(without);
    expect(await find('granite', { min_width: 1600 })).toEqual([]);
    expect(await remember(CAPTURE)).toMatchObject({ status: 'unchanged' });
    expect(await find('granite', { min_width: 1600 })).toMatchObject([{ has_thumbnail: true }]);
  });
});

describe('a small copy', () => {
  test('is served alone, byte for byte, under its type, and never as anything else', async () => {
    await remember(CAPTURE);
    const address = `http://127.0.0.1:${door.port}/api/v1/images/${await imageId('granite')}/thumbnail`;
    const response = await fetch(address, { headers: { authorization: 'Bearer reader' } });
    expect(Buffer.from(await response.arrayBuffer()).toString('base64')).toBe(SAMPLE_PICTURES.webp);
    const { headers } = response;
    expect(headers.get('content-type')).toBe('image/webp');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await fetch(address)).status).toBe(401);
  });

  test('that is none is a sentence', async () => {
    await remember(CAPTURE);
    for (const id of [String(await imageId('owl')), '999', '0', '-1']) {
      const answer = await ask(door.port, { path: `/api/v1/images/${id}/thumbnail` });
      expect(answer.status).toBe(404);
      expect(refusalOf(answer).message).toBe('No small copy of this picture is kept.');
    }
    for (const id of ['x', '1e3', '1.5.2', '%00'])
      expect((await ask(door.port, { path: `/api/v1/images/${id}/thumbnail` })).status).toBe(400);
  });

  test.each([
    ['no picture', 'no picture at all'],
    ['markup', btoa('<script>alert(1)</script>')],
    ['far too large', 'A'.repeat(5_000_000)],
  ])('that is %s is left out, and its page is kept', async (_, thumbnail) => {
    const images = [{ src: PRESS, thumbnail }];
    expect(await remember({ ...CAPTURE, images })).toMatchObject({ status: 'stored', images: 2 });
    expect((await find('granite'))[0]).toMatchObject({ has_thumbnail: false });
  });
});

test('forgetting a page takes its pictures from answers, copies and the files', async () => {
  await remember(CAPTURE);
  await memory.index.sync();
  const id = await imageId('granite');
  const copy = Buffer.from(SAMPLE_PICTURES.webp, 'base64');
  // FTS5 writes a term without what it shares with its neighbour, so the word looked for begins like no other.
  expect(holds('index.db', 'zebrafinch')).toBe(true);

  const { text } = await ask(door.port, {
    method: 'DELETE',
    path: `/api/v1/memory?url=${encodeURIComponent(MILL)}`,
  });
  expect((JSON.parse(text) as { data: ForgetReceipt }).data).toMatchObject({ pages: 1, images: 2 });
  expect(await find('granite')).toEqual([]);
  expect((await ask(door.port, { path: `/api/v1/images/${id}/thumbnail` })).status).toBe(404);
  expect(holds('pages.db', copy)).toBe(false);
  expect(await memory.index.listIndexedImages()).toEqual([]);
  await expect.poll(() => holds('index.db', 'zebrafinch'), { timeout: 60_000 }).toBe(false);
});

test('pictures that the index lost or never heard of are put right at the next start', async () => {
  await remember(CAPTURE);
  const facts = await memory.index.listIndexedImages();
  await memory.index.updateSizes(facts.map((image) => ({ ...image, width: 1, height: 1 })));
  await close();
  await open();
  expect(await find('granite', { min_width: 1600 })).toHaveLength(1);

  await memory.index.removePages([facts[0]?.page_id ?? 0]);
  await close();
  await open();
  expect(await find('owl')).toHaveLength(1);
});

test("a page is found by its person's note, a picture of it too", async () => {
  await remember({ ...CAPTURE, note: 'recommended by Ingeborg' });
  const { results } = await memory.search({ query: 'Ingeborg' });
  expect(results).toMatchObject([{ url: MILL }]);
  expect(results[0]?.matched_by).toContain('words');
  expect((await find('Ingeborg')).length).toBe(2);
});

test('signs alone find nothing, and nothing at all is refused', async () => {
  await remember(CAPTURE);
  expect(await find('?! --')).toEqual([]);
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ query: '  ' });
  const answer = await ask(door.port, { method: 'POST', path: '/api/v1/images/search', body, headers });
  expect(answer.status).toBe(400);
  expect(refusalOf(answer).message).toBe('The question is empty.');
});
