import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { quietIndex } from '../../test/fakes/open-sample-index.ts';
import { sampleFacts, samplePassages } from '../../test/fakes/sample-index.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { seededRandom } from '../../test/seeded-random.ts';
import type { SearchIndex } from './search-index.ts';

const DIMENSIONS = 64;
const PAGES = 1_500;
const random = seededRandom(1);

function randomVector(): Float32Array {
  const vector = Float32Array.from({ length: DIMENSIONS }, () => random() + random() + random() - 1.5);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

const isTenth = (page: number): boolean => page % 10 === 0;

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

const vectors = new Map<number, Float32Array>();

async function fill(index: SearchIndex): Promise<void> {
  await index.adoptModel('model-a');
  for (let page = 1; page <= PAGES; page++) {
    const tags = isTenth(page) ? ['tenth'] : [];
    const [passage] = samplePassages(page, [`body ${page}`]);
    if (passage === undefined) throw new Error('A page has a passage.');
    await index.indexPage(sampleFacts(page, { tags }), [passage]);
    const vector = randomVector();
    vectors.set(page, vector);
    await index.indexVectors([{ ...passage, vector }]);
  }
}

async function nearest(index: SearchIndex, vector: Float32Array, tags?: string[]) {
  const found = await index.retrieveCandidates({ match: null, vector, pool: 20 }, tags ? { tags } : {});
  return found
    .toSorted((a, b) => (b.cosine ?? 0) - (a.cosine ?? 0))
    .map(({ page_id, cosine: near }) => {
      expect(near).toBeCloseTo(cosine(vector, vectors.get(page_id) ?? new Float32Array(DIMENSIONS)), 5);
      return page_id;
    });
}

function truth(vector: Float32Array, among: (page: number) => boolean) {
  return [...vectors]
    .filter(([page]) => among(page))
    .map(([page, kept]) => [page, cosine(vector, kept)] as const)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 20)
    .map(([page]) => page);
}

test('vec0 answers until the kernel has read all vectors, and then the kernel answers the same', async () => {
  const file = join(temporaryFolder(), 'index.db');
  const first = quietIndex(file, { dimensions: DIMENSIONS });
  await fill(first);
  await first.close();

  const index = quietIndex(file, { dimensions: DIMENSIONS });
  const questions = Array.from({ length: 8 }, randomVector);
  const answers = async () => {
    const all = [];
    for (const question of questions) {
      all.push(await nearest(index, question), await nearest(index, question, ['tenth']));
    }
    return all;
  };
  const expected = questions.flatMap((question) => [truth(question, () => true), truth(question, isTenth)]);
  // No turn of the loop has passed since it was opened but those of settled promises.
  expect(await answers()).toEqual(expected);
  await sleep(200);
  expect(await answers()).toEqual(expected);

  const question = questions[0] ?? randomVector();
  const [forgotten] = truth(question, () => true);
  await index.removePages([Number(forgotten)]);
  vectors.delete(Number(forgotten));
  expect(await nearest(index, question)).toEqual(truth(question, () => true));
  await index.adoptModel('model-b');
  expect(await nearest(index, question)).toEqual([]);
  await index.close();
});
