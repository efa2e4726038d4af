import Database from 'better-sqlite3';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { quietIndex } from '../../test/fakes/open-sample-index.ts';
import { sampleFacts, samplePassages, sampleVector } from '../../test/fakes/sample-index.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { seededRandom } from '../../test/seeded-random.ts';

const SEED = 20_261_122;
const FLIPS = 40;
const QUESTION = { match: '"red"', vector: null, pool: 5 };

async function sealedFile(): Promise<string> {
  const file = join(temporaryFolder(), 'index.db');
  const index = quietIndex(file);
  await index.adoptModel('model-a');
  for (let page = 1; page <= 20; page += 1) {
    const passages = samplePassages(page, [`red ${page}`, `green ${page}`]);
    await index.indexPage(sampleFacts(page), passages);
    await index.indexVectors(passages.map((passage) => sampleVector(passage)));
  }
  await index.close();
  return file;
}

test.each(['ram', 'disk'] as const)(
  `every changed bit of a file that rests is noticed, and costs few vectors, in %s mode (seed ${SEED})`,
  async (mode) => {
    const file = await sealedFile();
    const [image, seal] = [readFileSync(file), readFileSync(`${file}.sum`)];
    const random = seededRandom(SEED);
    let kept = 0;
    for (let nth = 0; nth < FLIPS; nth += 1) {
      const damaged = Buffer.from(image);
      const at = Math.floor(random() * damaged.length);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      for (const end of ['', '-journal', '.foreign']) rmSync(`${file}${end}`, { force: true });
      writeFileSync(file, damaged);
      writeFileSync(`${file}.sum`, seal);
      const lines: string[] = [];
      const index = quietIndex(file, { mode, onSync: (line) => lines.push(line) });
      const { vectors } = await index.metrics();
      await index.close();
      const isForeign = lines.some((line) => line.includes('index.db.foreign'));
      expect(isForeign || lines.some((line) => line.includes('built again')), `byte ${at}`).toBe(true);
      if (vectors >= 39) kept += 1;
    }
    // A bit that says what lies where can cost a chunk of 32, or the file.
    expect(kept).toBeGreaterThan(FLIPS * 0.75);
  },
);

test('a large file is compared once the first questions are answered', async () => {
  const file = await sealedFile();
  const padded = new Database(file);
  padded.exec('create table padding as select zeroblob(66000000) as bytes');
  padded.close();
  const bytes = readFileSync(file);
  writeFileSync(`${file}.sum`, String(crc32(bytes)));
  const whole = quietIndex(file);
  await whole.sync();
  expect(await whole.retrieveCandidates(QUESTION, {})).toHaveLength(5);
  await whole.close();

  const at = bytes.indexOf('groves.example/7');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  const lines: string[] = [];
  const index = quietIndex(file, { onSync: (line) => lines.push(line) });
  expect(await index.retrieveCandidates(QUESTION, {})).toHaveLength(5);
  expect(lines).toEqual([]);
  await index.sync();
  expect(lines.join('\n')).toContain('built again');
  expect(await index.retrieveCandidates(QUESTION, {})).toEqual([]);
  expect(await index.adoptModel('model-a')).toEqual({ missing_vectors: [] });
  expect((await index.metrics()).vectors).toBe(40);
  await index.indexPage(sampleFacts(7), samplePassages(7, ['red 7', 'green 7']));
  expect(await index.retrieveCandidates(QUESTION, {})).toHaveLength(1);
  await index.close();
});

test('vectors of a file that is damaged elsewhere are taken over and need no model', async () => {
  const file = await sealedFile();
  const damaged = readFileSync(file);
  const at = damaged.indexOf('groves.example/7');
  damaged[at] = (damaged[at] ?? 0) ^ 1;
  writeFileSync(file, damaged);
  const index = quietIndex(file);
  expect(await index.adoptModel('model-a')).toEqual({ missing_vectors: [] });
  expect(await index.indexPage(sampleFacts(7), samplePassages(7, ['red 7', 'blue 7']))).toEqual({
    missing_vectors: [701],
  });
  await index.close();
});

test('a changed bit of a vector is made anew, the others are taken over', async () => {
  const file = await sealedFile();
  const damaged = readFileSync(file);
  const [passage] = samplePassages(7, ['red 7']);
  if (passage === undefined) throw new Error('a sample page has a passage');
  const at = damaged.indexOf(Buffer.from(sampleVector(passage).vector.buffer));
  damaged[at] = (damaged[at] ?? 0) ^ 1;
  writeFileSync(file, damaged);
  const index = quietIndex(file);
  await index.adoptModel('model-a');
  expect(await index.indexPage(sampleFacts(7), samplePassages(7, ['red 7', 'green 7']))).toEqual({
    missing_vectors: [700],
  });
  await index.close();
});

test('the seal is broken before the first write, also of one that no clock has told of', async () => {
  const file = await sealedFile();
  const index = quietIndex(file);
  await index.metrics();
  expect(existsSync(`${file}.sum`)).toBe(true);
  await index.removePages([1]);
  expect(existsSync(`${file}.sum`)).toBe(false);
  await index.close();
  expect(existsSync(`${file}.sum`)).toBe(true);
});
