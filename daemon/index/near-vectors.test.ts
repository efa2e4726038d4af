import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { quietIndex } from '../../test/fakes/open-sample-index.ts';
import { sampleFacts, samplePassages } from '../../test/fakes/sample-index.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { openVectors } from '../../test/fakes/open-vectors.ts';
import { unitVector } from '../../test/unit-vector.ts';
import { NearVectors } from './near-vectors.ts';
import { openIndex } from './open-index.ts';
import { FIRST_READING_MS } from './reading-steps.ts';
import type { SearchIndex } from './search-index.ts';
import { deleteVector } from './vector-records.ts';

const DIMENSIONS = 64;
const PAGES = 1_500;
let drawn = 0;
const randomVector = (): Float32Array => unitVector(++drawn, DIMENSIONS);

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
  await sleep(FIRST_READING_MS + 200);
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

const IDS = Array.from({ length: 1_300 }, (_, i) => i + 1);
const nextTurns = async (near: NearVectors): Promise<void> => {
  while (near.nearest(unitVector(1, DIMENSIONS), 1, null) === null) await sleep(1);
};

test('how much passages lie in the midst of each other is known before all vectors are read, and the same', async () => {
  const near = new NearVectors(openVectors(IDS, DIMENSIONS), DIMENSIONS);
  const asked = [1_300, 5, 700, 9_999, 6];
  const early = near.hubness(asked);
  expect(near.nearest(unitVector(1, DIMENSIONS), 1, null)).toBeNull();
  expect(early[3]).toBeNull();
  expect(early.filter((value) => typeof value === 'number')).toHaveLength(4);
  await nextTurns(near);
  expect(near.hubness(asked)).toEqual(early);
  near.stop();
});

test('a few vectors are read when they are first asked for, so that a small memory answers the same from its opening on', () => {
  const asked = unitVector(7, DIMENSIONS);
  const few = new NearVectors(openVectors(IDS.slice(0, 500), DIMENSIONS), DIMENSIONS);
  expect(few.cosines(asked, [7])?.[0]).toBeCloseTo(1, 2);
  expect(few.nearest(asked, 1, null)?.[0]?.id).toBe(7);
  few.stop();
});

test('questions that wait are looked for together; a change in between is seen', async () => {
  const index = openVectors(IDS, DIMENSIONS);
  const near = new NearVectors(index, DIMENSIONS);
  await nextTurns(near);
  const questions = [1, 2, 3, 700, 800, 900].map((seed) => unitVector(seed, DIMENSIONS));
  const alone = questions.map((question) => near.nearest(question, 10, null));
  near.foresee(questions);
  expect(questions.map((question) => near.nearest(question, 10, null))).toEqual(alone);
  near.foresee(questions);
  expect(near.nearest(unitVector(1, DIMENSIONS), 10, null)).toEqual(alone[0]);
  expect(questions.map((question) => near.nearest(question, 3, [700, 900]))).toHaveLength(6);
  for (const id of [700, 800]) {
    const [question] = [unitVector(id, DIMENSIONS)];
    near.foresee([question, ...questions]);
    expect(near.nearest(question, 10, null)?.[0]?.id).toBe(id);
    deleteVector(index, id);
    near.note(id);
    for (const each of questions)
      expect(near.nearest(each, 10, null)?.map((found) => found.id)).not.toContain(id);
  }
  near.stop();
});

test('questions asked at once of the index in its thread get the answers they get one by one', async () => {
  const index = await openIndex({
    file: join(temporaryFolder(), 'index.db'),
    mode: 'ram',
    dimensions: DIMENSIONS,
  });
  await index.adoptModel('model-a');
  for (let page = 1; page <= 60; page++) {
    const [passage] = samplePassages(page, [`body ${page}`]);
    if (passage === undefined) throw new Error('A page has a passage.');
    await index.indexPage(sampleFacts(page, { tags: page % 2 === 0 ? ['even'] : [] }), [passage]);
    await index.indexVectors([{ ...passage, vector: unitVector(page, DIMENSIONS) }]);
  }
  const ask = (seed: number) => {
    const question = { match: null, vector: unitVector(seed, DIMENSIONS), pool: 5 + (seed % 2) };
    return index.retrieveCandidates(question, seed % 3 === 0 ? { tags: ['even'] } : {});
  };
  const seeds = Array.from({ length: 20 }, (_, i) => i + 1);
  const oneByOne = [];
  for (const seed of seeds) oneByOne.push(await ask(seed));
  expect(await Promise.all(seeds.map(ask))).toEqual(oneByOne);
  await Promise.all([...seeds.map(ask), index.removePages([7])]);
  expect((await ask(7)).map(({ page_id }) => page_id)).not.toContain(7);
  await index.close();
});
