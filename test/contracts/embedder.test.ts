import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Embedder } from '../../daemon/embed/embedder.ts';
import { findModelFiles } from '../../daemon/embed/model-files.ts';
import type { ModelFiles } from '../../daemon/embed/model-files.ts';
import { openEmbedder } from '../../daemon/embed/open-embedder.ts';
import { openFakeEmbedder } from '../fakes/fake-embedder.ts';
import { writeReadyModel } from '../ready-model.ts';
import { realModel } from '../real-model.ts';

const texts = [
  'The lighthouse keeper wrote down the weather every evening.',
  'Sourdough needs flour, water, salt and patience.',
  'x',
  '灯台守は毎晩天気を書き留めた。',
  'Sourdough needs flour, water, salt and patience.',
];

const folder = await mkdtemp(join(tmpdir(), 'pagekeep-'));
afterAll(() => rm(folder, { recursive: true }));

const openReal = async () => open(await realModel());

/** Through Transformers.js, as for a person who gives a folder with a ready ONNX file. */
async function openReady(): Promise<Embedder> {
  const files = await findModelFiles(await writeReadyModel(folder));
  if (files?.kind !== 'ready') throw new Error('The ready ONNX file was not found.');
  return open(files);
}

function open(files: ModelFiles): Promise<Embedder> {
  return openEmbedder({
    files,
    report: (sentence) => {
      throw new Error(sentence);
    },
  });
}

const embedders = [
  ['the real model', openReal],
  ['the real model through Transformers.js', openReady],
  ['the fake', async () => openFakeEmbedder()],
] as const;

describe.each(embedders)('%s', (_name, openOne) => {
  let embedder: Embedder;
  beforeAll(async () => {
    embedder = await openOne();
  });
  afterAll(() => embedder.close());

  test('gives unit vectors of the dimensions it names', async () => {
    for (const vector of await embedder.embedPassages(texts)) {
      expect(vector).toBeInstanceOf(Float32Array);
      expect(vector).toHaveLength(embedder.dimensions);
      expect(dot(vector, vector)).toBeCloseTo(1, 5);
    }
    expect(embedder.fingerprint).toMatch(/^[^/]+\/[0-9a-f]+\/\w+\/\d+$/);
    expect(embedder.fingerprint.endsWith(`/${embedder.dimensions}`)).toBe(true);
  });

  test('keeps the order of passages, whatever stands beside them', async () => {
    const together = await embedder.embedPassages(texts);
    const alone = await Promise.all(texts.map((text) => embedder.embedPassages([text])));
    expect(together).toEqual(alone.flat());
    expect(together[1]).toEqual(together[4]);
    expect(together[0]).not.toEqual(together[1]);
  });

  test('embeds a question as a passage of the same words, but for how finely it counts', async () => {
    for (const [index, passage] of (await embedder.embedPassages(texts)).entries()) {
      expect(dot(await embedder.embedQuestion(texts[index] ?? ''), passage)).toBeGreaterThan(0.98);
    }
  });

  test('embeds a question the same every time', async () => {
    const [text = ''] = texts;
    const [first, second] = await Promise.all([embedder.embedQuestion(text), embedder.embedQuestion(text)]);
    expect(second).toEqual(first);
    first[0] = 77;
    expect(await embedder.embedQuestion(text)).toEqual(second);
  });

  test('puts a text nearer to one about the same than to one about something else', async () => {
    const question = await embedder.embedQuestion('flour and water for sourdough');
    const [weather, bread] = await embedder.embedPassages(texts.slice(0, 2));
    expect(dot(question, bread)).toBeGreaterThan(dot(question, weather) + 0.2);
  });

  test('cuts a text at 256 word pieces', async () => {
    const full = 'rain '.repeat(256);
    const [cut, longer] = await embedder.embedPassages([full, `${full} ${'sun '.repeat(500)}`]);
    expect(cut).toEqual(longer);
  });

  test.each(['', '  \n\t', '\u200B', '\uE96B'])('refuses a text without words: %j', async (empty) => {
    await expect(embedder.embedQuestion(empty)).rejects.toMatchObject({ code: 'no-words' });
    await expect(embedder.embedPassages(['good', empty])).rejects.toMatchObject({ code: 'no-words' });
    expect(await embedder.embedPassages(['good'])).toHaveLength(1);
  });

  test('answers no passages with no vectors', async () => {
    expect(await embedder.embedPassages([])).toEqual([]);
  });

  test('answers questions while passages are under way', async () => {
    const passages = embedder.embedPassages(
      Array.from({ length: 20 }, (_, n) => `${n} ${'many words '.repeat(60)}`),
    );
    const questions = await Promise.all(texts.map((text) => embedder.embedQuestion(text)));
    expect(questions).toHaveLength(texts.length);
    expect(await passages).toHaveLength(20);
  });

  test('refuses work once closed, and closes twice without harm', async () => {
    const other = await openOne();
    await other.close();
    await other.close();
    await expect(other.embedQuestion('too late')).rejects.toMatchObject({ code: 'not-ready' });
    await expect(other.embedPassages(['too late'])).rejects.toMatchObject({ code: 'not-ready' });
  });
});

describe('the real model', () => {
  test('settles every passage when it is closed in the middle of a batch', async () => {
    const embedder = await openReal();
    const batch = embedder.embedPassages(
      Array.from({ length: 40 }, (_, n) => `${n} ${'many words '.repeat(60)}`),
    );
    const settled = expect(batch).rejects.toMatchObject({ code: 'not-ready' });
    await embedder.close();
    await settled;
  });
});

function dot(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (a === undefined || b === undefined) throw new Error('A vector is missing.');
  return a.reduce((sum, x, index) => sum + x * (b[index] ?? 0), 0);
}
