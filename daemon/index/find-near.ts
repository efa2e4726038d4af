import { perPage, splitByPage } from './cap-per-page.ts';
import type { Filter } from './filter-passages.ts';
import type { IndexDatabase } from './index-database.ts';
import type { LiveIndex } from './note-change.ts';
import { passingIds } from './passing-ids.ts';
import { withPages } from './with-pages.ts';
import type { PassageOfPage } from './with-pages.ts';

/** vec0 answers at most this many neighbours. */
const MOST_NEIGHBOURS = 4096;
/** Neighbours looked at beyond those taken, so that a crowded page seldom asks for a second scan. */
const SPARE = 2;
/** So many of the nearest are compared by their true cosines, which are read from the index one by one; those behind go by the kernel's, which are off by 0.001. */
const EXACT = 32;

/** A neighbour; `cosine` is null where nothing but its place is known. */
interface Near extends PassageOfPage {
  readonly cosine: number | null;
}

/**
 * The nearest `pool` passages with the cap per page. A scan cannot count per page, so where a few pages crowd the
 * neighbours it is asked again without them; each round places a full share of a page, so there are at most five.
 */
export function findNear(
  index: LiveIndex,
  vector: Float32Array,
  pool: number,
  filter: Filter | null,
): Map<number, number> {
  const wanted = Math.min(pool, MOST_NEIGHBOURS);
  const k = Math.min(wanted * SPARE, MOST_NEIGHBOURS);
  const crowded = new Set<number>();
  const held: Near[] = [];
  const spilt: Near[] = [];
  for (;;) {
    const neighbours = findNeighbours(index, vector, k, filter, crowded);
    const [shared, over] = splitByPage(neighbours, perPage(wanted));
    spilt.push(...over);
    if (held.length + shared.length >= wanted || neighbours.length < k) {
      const placed = takeNearest(index, vector, [...held, ...shared], wanted);
      const rest = takeNearest(index, vector, spilt, wanted - placed.length);
      return new Map([...placed, ...rest].map(({ passage_id, cosine }) => [passage_id, cosine]));
    }
    for (const { page_id } of over) crowded.add(page_id);
    held.push(...shared.filter(({ page_id }) => crowded.has(page_id)));
  }
}

/** The nearest `count` of passages that come in nearly the right order. */
function takeNearest(index: LiveIndex, vector: Float32Array, near: readonly Near[], count: number) {
  if (count === 0) return [];
  const read = near.filter(({ cosine }, nth) => nth < EXACT || cosine === null);
  const exact = new Map(
    cosinesOf(
      index,
      vector,
      read.map(({ passage_id }) => passage_id),
    ).map(({ passage_id, cosine }) => [passage_id, cosine]),
  );
  return near
    .flatMap(({ passage_id, cosine }) => {
      const known = exact.get(passage_id) ?? cosine;
      return known === null ? [] : [{ passage_id, cosine: known }];
    })
    .toSorted((a, b) => b.cosine - a.cosine || a.passage_id - b.passage_id)
    .slice(0, count);
}

/** The nearest `k`, best first: by the kernel, or by vec0 while that has not read all vectors yet. */
function findNeighbours(
  index: LiveIndex,
  vector: Float32Array,
  k: number,
  filter: Filter | null,
  without: ReadonlySet<number>,
): readonly Near[] {
  const allowed = withoutPages(filter, without);
  const ids = allowed === null ? null : passingIds(index, allowed);
  const near = index.near.nearest(vector, k, ids);
  if (near === null) return findByVec0(index, vector, k, allowed);
  const cosines = new Map(near.map(({ id, score }) => [id, score]));
  return withPages(index, [...cosines.keys()]).map((place) => ({
    ...place,
    cosine: cosines.get(place.passage_id) ?? null,
  }));
}

function findByVec0({ sql }: IndexDatabase, vector: Float32Array, k: number, allowed: Filter | null) {
  return sql<Near>(
    `with near as materialized (
       select rowid as passage_id, distance from vectors where embedding match @vector and k = @k
       ${allowed === null ? '' : `and rowid in (${allowed.sql})`}
     )
     select passage_id, page_id, null as cosine from near join indexed using (passage_id) order by distance, passage_id`,
  ).all({ ...allowed?.bound, vector: bytesOf(vector), k });
}

/** The filter without the passages of some pages. */
function withoutPages(filter: Filter | null, pages: ReadonlySet<number>): Filter | null {
  if (pages.size === 0) return filter;
  const rest = 'select passage_id from indexed where page_id not in (select value from json_each(@without))';
  return {
    sql: filter === null ? rest : `${rest} and passage_id in (${filter.sql})`,
    bound: { ...filter?.bound, without: JSON.stringify([...pages]) },
  };
}

/** The true cosines of those passages that have a vector. */
export function cosinesOf({ sql }: IndexDatabase, vector: Float32Array, passageIds: readonly number[]) {
  return sql<{ passage_id: number; cosine: number }>(
    `select rowid as passage_id, 1 - vec_distance_cosine(embedding, @vector) as cosine
     from json_each(@ids) as asked join vectors on vectors.rowid = asked.value`,
  ).all({ vector: bytesOf(vector), ids: JSON.stringify(passageIds) });
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
