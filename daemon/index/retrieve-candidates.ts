import { filterPassages } from './filter-passages.ts';
import type { Filter } from './filter-passages.ts';
import type { IndexDatabase } from './index-database.ts';
import type { LiveIndex } from './note-change.ts';
import { pageScore, PASSAGE_WEIGHTS } from './schema.ts';
import type { Candidate, RetrievalFilters, RetrievalQuestion } from './search-index.ts';
import { tellTaleTerms } from './tell-tale-terms.ts';
import { spaceOut } from './words.ts';

/** vec0 answers at most this many neighbours. */
const MOST_NEIGHBOURS = 4096;
/** Neighbours looked at beyond those taken: asking for four times as many costs next to nothing, asking again a second scan. */
const SPARE = 4;
/** The kernel's order is nearly right: this many beyond those taken are compared by their true cosines. */
const MARGIN = 16;
/** The share of the pool one page may fill while others have anything to put in. */
const PAGE_SHARE = 0.2;

const passageScore = `-bm25(passage_words, ${Object.values(PASSAGE_WEIGHTS).join(', ')})`;

/**
 * The best passages by words and by meaning with both scores for each, in no order that means anything. Filters hold
 * before either leg is cut to `pool`, and so does a cap per page: a page of thousands of passages must not hide the
 * others, yet fills what they leave. Ties break by passage id, so the same question gets the same answer.
 */
export function retrieve(
  index: LiveIndex,
  question: RetrievalQuestion,
  filters: RetrievalFilters,
): Candidate[] {
  const filter = filterPassages(index, filters, Date.now());
  const pool = Math.max(1, Math.trunc(question.pool));
  const { vector } = question;
  const cosine: Map<number, number> =
    vector === null ? new Map() : findNear(index, vector, Math.min(pool, MOST_NEIGHBOURS), filter);
  const match =
    question.match === null || question.match === '' ? null : spaceOut(tellTaleTerms(index, question.match));
  const worded = match === null ? [] : findWorded(index, match, pool, filter, [...cosine.keys()]);

  const bm25 = new Map(worded.map((hit) => [hit.passage_id, hit.score]));
  if (vector !== null) {
    const unknown = [...bm25.keys()].filter((id) => !cosine.has(id));
    for (const { passage_id, cosine: near } of cosinesOf(index, vector, unknown))
      cosine.set(passage_id, near);
  }
  const members = [...new Set([...bm25.keys(), ...cosine.keys()])];
  return withPages(index, members).map(({ passage_id, page_id }) => ({
    passage_id,
    page_id,
    bm25: bm25.get(passage_id) ?? null,
    cosine: cosine.get(passage_id) ?? null,
  }));
}

interface Near {
  readonly passage_id: number;
  readonly page_id: number;
}

/**
 * The nearest `pool` passages with the cap per page. A scan cannot count per page, so where a few pages crowd the
 * neighbours it is asked again without them; each round places a full share of a page, so there are at most five.
 */
function findNear(
  index: LiveIndex,
  vector: Float32Array,
  pool: number,
  filter: Filter | null,
): Map<number, number> {
  const k = Math.min(pool * SPARE, MOST_NEIGHBOURS);
  const crowded = new Set<number>();
  const held: Near[] = [];
  const spilt: Near[] = [];
  for (;;) {
    const neighbours = findNeighbours(index, vector, k, filter, crowded);
    const [shared, over] = splitByPage(neighbours, perPage(pool));
    spilt.push(...over);
    if (held.length + shared.length >= pool || neighbours.length < k) {
      const placed = takeNearest(index, vector, [...held, ...shared], pool);
      const rest = takeNearest(index, vector, spilt, pool - placed.length);
      return new Map([...placed, ...rest].map(({ passage_id, cosine }) => [passage_id, cosine]));
    }
    for (const { page_id } of over) crowded.add(page_id);
    held.push(...shared.filter(({ page_id }) => crowded.has(page_id)));
  }
}

/** The nearest `count` of passages that come in nearly the right order, by their true cosines. */
function takeNearest(index: LiveIndex, vector: Float32Array, near: readonly Near[], count: number) {
  const ids = near.slice(0, count === 0 ? 0 : count + MARGIN).map(({ passage_id }) => passage_id);
  return cosinesOf(index, vector, ids)
    .toSorted((a, b) => b.cosine - a.cosine || a.passage_id - b.passage_id)
    .slice(0, count);
}

function perPage(pool: number): number {
  return Math.max(1, Math.ceil(pool * PAGE_SHARE));
}

/** The first `most` hits of every page, and what is over; both keep their order. */
function splitByPage(hits: readonly Near[], most: number): [Near[], Near[]] {
  const counts = new Map<number, number>();
  const parts: [Near[], Near[]] = [[], []];
  for (const hit of hits) {
    const count = counts.get(hit.page_id) ?? 0;
    counts.set(hit.page_id, count + 1);
    parts[count < most ? 0 : 1].push(hit);
  }
  return parts;
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
  const ids = allowed === null ? null : index.sql<number>(allowed.sql).pluck().all(allowed.bound);
  const near = index.near.nearest(vector, k, ids);
  if (near === null) return findByVec0(index, vector, k, allowed);
  return withPages(
    index,
    near.map(({ id }) => id),
  );
}

function findByVec0({ sql }: IndexDatabase, vector: Float32Array, k: number, allowed: Filter | null) {
  return sql<Near>(
    `with near as materialized (
       select rowid as passage_id, distance from vectors where embedding match @vector and k = @k
       ${allowed === null ? '' : `and rowid in (${allowed.sql})`}
     )
     select passage_id, page_id from near join indexed using (passage_id) order by distance, passage_id`,
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

/**
 * BM25 of the best `pool` passages and of every passage in `near` that has a word of the question, in one pass over the
 * matches: FTS5 weighs a term anew for each MATCH, so asking passage by passage would cost a pass each.
 */
function findWorded(
  { sql }: IndexDatabase,
  match: string,
  pool: number,
  filter: Filter | null,
  near: readonly number[],
) {
  return sql<{ passage_id: number; score: number }>(
    `with
       by_passage as materialized (
         select rowid as passage_id, ${passageScore} as score from passage_words where passage_words match @match
       ),
       by_page as materialized (
         select passage_id, ${pageScore} as score from page_words join indexed on page_id = page_words.rowid
         where page_words match @match
       ),
       scored as materialized (
         select passage_id, sum(score) as score from (select * from by_passage union all select * from by_page)
         ${filter === null ? '' : `where passage_id in (${filter.sql})`}
         group by passage_id
       ),
       placed as (
         select passage_id, score,
           row_number() over (partition by page_id order by score desc, passage_id) > @most as over
         from scored join indexed using (passage_id)
       )
     select passage_id, score from scored
     where passage_id in (select value from json_each(@near))
        or passage_id in (select passage_id from placed order by over, score desc, passage_id limit @pool)`,
  ).all({
    ...filter?.bound,
    match,
    pool,
    most: perPage(pool),
    near: JSON.stringify(near),
  });
}

/** The true cosines of those passages that have a vector. */
function cosinesOf({ sql }: IndexDatabase, vector: Float32Array, passageIds: readonly number[]) {
  return sql<{ passage_id: number; cosine: number }>(
    `select rowid as passage_id, 1 - vec_distance_cosine(embedding, @vector) as cosine
     from json_each(@ids) as asked join vectors on vectors.rowid = asked.value`,
  ).all({ vector: bytesOf(vector), ids: JSON.stringify(passageIds) });
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Passages with their pages, in the order they came. */
function withPages({ sql }: IndexDatabase, passageIds: readonly number[]): Near[] {
  return sql<Near>(
    'select passage_id, page_id from json_each(?) as asked join indexed on passage_id = asked.value order by asked.key',
  ).all(JSON.stringify(passageIds));
}
