import { expect, test } from 'vitest';
import { addVectors, openVectors } from '../../test/fakes/open-vectors.ts';
import { unitVector } from '../../test/unit-vector.ts';
import { seededRandom } from '../../test/seeded-random.ts';
import { sqliteFailure } from '../sqlite-failure.ts';
import type { IndexDatabase } from './index-database.ts';
import { NearVectors } from './near-vectors.ts';
import { deleteVector, readVector } from './vector-records.ts';

const DIMENSIONS = 96;
const COUNT = 2_000;

const pages = (index: IndexDatabase): number => Number(index.database.pragma('page_count', { simple: true }));
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

test('half of the vectors exchanged at random leave the file as large as a fresh one, and every vector as it was', () => {
  const first = range(1, COUNT + 1);
  const index = openVectors(first, DIMENSIONS);
  const random = seededRandom(7);
  const gone = new Set(first.filter(() => random() < 0.5));
  const taken = index.database.transaction(() => [...gone].filter((id) => deleteVector(index, id)))();
  expect(taken).toHaveLength(gone.size);
  expect(deleteVector(index, taken[0] ?? 0)).toBe(false);
  const added = range(COUNT + 1, COUNT + 1 + gone.size);
  addVectors(index, added, DIMENSIONS);
  const held = [...first.filter((id) => !gone.has(id)), ...added];

  const fresh = openVectors(held, DIMENSIONS);
  expect(pages(index) / pages(fresh)).toBeLessThan(1.15);

  const kept = held.filter((id) =>
    readVector(index, id)?.equals(new Uint8Array(unitVector(id, DIMENSIONS).buffer)),
  );
  expect(kept).toEqual(held);
  expect([...gone].filter((id) => readVector(index, id) !== undefined)).toEqual([]);
  const [near, freshNear] = [index, fresh].map((each) => {
    const vectors = new NearVectors(each, DIMENSIONS);
    const found = vectors.hubness(held.slice(0, 50));
    vectors.stop();
    return found;
  });
  expect(near).toEqual(freshNear);
  const question = new Uint8Array(unitVector(-1, DIMENSIONS).buffer);
  const [found, freshFound] = [index, fresh].map(({ sql }) =>
    sql('select rowid, distance from vectors where embedding match ? and k = 50').all(question),
  );
  expect(found).toEqual(freshFound);
});

test('a disk that takes no more is told as such, though vec0 says only which of its tables it was', () => {
  const index = openVectors(range(1, 3), DIMENSIONS);
  index.database.pragma(`max_page_count = ${pages(index) + 1}`);
  const told: unknown[] = [];
  for (let from = 10; told.length === 0 && from < 1e5; from += COUNT) {
    try {
      addVectors(index, range(from, from + COUNT), DIMENSIONS);
    } catch (error) {
      told.push(error, sqliteFailure(error, 'index.db'));
    }
  }
  expect(told).toEqual([
    expect.objectContaining({ code: 'SQLITE_ERROR' }),
    expect.objectContaining({ code: 'disk-full' }),
  ]);
});
