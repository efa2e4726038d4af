import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { join } from 'node:path';
import { seededRandom } from '../../test/seeded-random.ts';
import { connectIndex } from './index-database.ts';
import type { IndexDatabase } from './index-database.ts';
import { NearVectors } from './near-vectors.ts';
import { createVectors } from './schema.ts';
import { deleteVector, readVector, writeVector } from './vector-records.ts';

const DIMENSIONS = 96;
const COUNT = 2_000;

function vectorOf(seed: number): Float32Array {
  const random = seededRandom(seed);
  const vector = Float32Array.from({ length: DIMENSIONS }, () => random() - 0.5);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function openVectors(): IndexDatabase {
  const index = connectIndex(join(temporaryFolder(), 'index.db'));
  index.database.exec(
    'create table meta (name text primary key, value text); create table indexed (has_vector)',
  );
  createVectors(index.database, DIMENSIONS, 'model');
  return index;
}

function fill(index: IndexDatabase, ids: readonly number[]): void {
  index.database.transaction(() => {
    for (const id of ids) writeVector(index, id, new Uint8Array(vectorOf(id).buffer));
  })();
}

const pages = (index: IndexDatabase): number => Number(index.database.pragma('page_count', { simple: true }));
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

test('half of the vectors exchanged at random leave the file as large as a fresh one, and every vector as it was', () => {
  const index = openVectors();
  fill(index, range(1, COUNT + 1));
  const random = seededRandom(7);
  const gone = new Set(range(1, COUNT + 1).filter(() => random() < 0.5));
  index.database.transaction(() => {
    for (const id of gone) deleteVector(index, id);
  })();
  expect(deleteVector(index, [...gone][0] ?? 0)).toBe(false);
  const added = range(COUNT + 1, COUNT + 1 + gone.size);
  fill(index, added);
  const held = [...range(1, COUNT + 1).filter((id) => !gone.has(id)), ...added];

  const fresh = openVectors();
  fill(fresh, held);
  expect(pages(index) / pages(fresh)).toBeLessThan(1.15);

  const kept = held.filter((id) => readVector(index, id)?.equals(new Uint8Array(vectorOf(id).buffer)));
  expect(kept).toEqual(held);
  expect([...gone].filter((id) => readVector(index, id) !== undefined)).toEqual([]);
  const near = [index, fresh].map((each) => new NearVectors(each, DIMENSIONS));
  const answers = near.map((each) => each.hubness(held.slice(0, 50)));
  expect(answers[0]).toEqual(answers[1]);
  const question = new Uint8Array(vectorOf(-1).buffer);
  const [first, second] = [index, fresh].map(({ sql }) =>
    sql('select rowid, distance from vectors where embedding match ? and k = 50').all(question),
  );
  expect(first).toEqual(second);
  for (const each of near) each.stop();
});
