import { perPage, splitByPage } from './cap-per-page.ts';
import type { Filter } from './filter-passages.ts';
import type { IndexDatabase } from './index-database.ts';
import type { LiveIndex } from './note-change.ts';
import type { WordsAsked } from './near-words.ts';
import { passingIds } from './passing-ids.ts';
import { pageScore, passageScore } from './schema.ts';
import { tellingTerms } from './telling-terms.ts';
import { withPages } from './with-pages.ts';
import type { PassageOfPage } from './with-pages.ts';
import { spaceOut } from './words.ts';

/** Passages looked at beyond those taken, so that a page over its cap leaves room for others. */
const SPARE = 2;
/** Pages whose tags, address or note have a word of the question; more say nothing about any of them. */
const MOST_PAGES = 40;
/** The passages that FTS5 found are ranked among so many times those taken: a start’s first answer waits for it, and all 8,000 matches of a word took 22 ms, not 16. */
const AMONG_BEST = 8;
/** SQLite's limit that is none. */
const EVERY = -1;

/** What the words of a question say of a passage. `score` is BM25; `coverage` is null where FTS5 answered. */
export interface Worded {
  readonly passage_id: number;
  readonly page_id: number;
  readonly score: number;
  readonly coverage: number | null;
}

/** BM25 of the best `pool` passages, with the cap per page, and of every passage in `near` that has a word of the question. */
export function findWorded(
  index: LiveIndex,
  match: string,
  pool: number,
  filter: Filter | null,
  near: readonly number[],
): Worded[] {
  const asked = index.words.score(match);
  return asked === null
    ? findByFullText(index, spaceOut(tellingTerms(index, match)), pool, filter, near)
    : findByPostings(index, asked, pool, filter, near);
}

/** Does beforehand what of `findWorded` needs no more than the words. */
export function expectWords({ words }: LiveIndex, match: string, pool: number): void {
  words.expect(match)?.passages.best(pool * SPARE, null);
}

function findByPostings(
  index: LiveIndex,
  { passages, pages }: WordsAsked,
  pool: number,
  filter: Filter | null,
  near: readonly number[],
): Worded[] {
  const allowed = filter === null ? null : new Set(passingIds(index, filter));
  const best = passages.best(pool * SPARE, allowed === null ? null : (id) => allowed.has(id));
  const told = pages.best(MOST_PAGES, null).map(({ id }) => id);
  const places = index.words.places();
  const ofPages = told
    .flatMap((id) => places?.passagesOf(id) ?? [])
    .filter((id) => allowed === null || allowed.has(id));
  const hits = withPages(index, [...new Set([...best.map(({ id }) => id), ...ofPages, ...near])])
    .map(({ passage_id, page_id }) => ({
      passage_id,
      page_id,
      score: passages.of(passage_id) + pages.of(page_id),
    }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || a.passage_id - b.passage_id);
  const [shared, over] = splitByPage(hits, perPage(pool));
  const taken = new Set([...shared, ...over].slice(0, pool).map(({ passage_id }) => passage_id));
  for (const id of near) taken.add(id);
  return hits
    .filter(({ passage_id }) => taken.has(passage_id))
    .map((hit) => ({ ...hit, coverage: coverageOf({ passages, pages }, hit) }));
}

/** The share of the question's words, by how telling they are, that a passage or its page holds. */
function coverageOf({ passages, pages }: WordsAsked, { passage_id, page_id }: PassageOfPage): number {
  let whole = 0;
  let held = 0;
  for (const [nth, weight] of passages.weights.entries()) {
    whole += weight;
    if (passages.holds(nth, passage_id) || pages.holds(nth, page_id)) held += weight;
  }
  return whole === 0 ? 0 : held / whole;
}

/** The same by FTS5. Its passages are ranked among the best of all; among all only where a few pages hold most of the best. */
export function findByFullText(
  index: IndexDatabase,
  match: string,
  pool: number,
  filter: Filter | null,
  near: readonly number[],
): Worded[] {
  const best = rankByFullText(index, match, { pool, among: pool * AMONG_BEST }, filter, near);
  const isSettled = best.every(({ over }) => over !== 1);
  const hits = isSettled ? best : rankByFullText(index, match, { pool, among: EVERY }, filter, near);
  return hits.map(({ passage_id, page_id, score }) => ({ passage_id, page_id, score, coverage: null }));
}

interface Ranked {
  readonly passage_id: number;
  readonly page_id: number;
  readonly score: number;
  /** 1: taken although its page is over its cap, since others did not fill the pool; null: not taken, but near. */
  readonly over: 0 | 1 | null;
}

/** In one pass over the matches: FTS5 weighs a term anew for each MATCH, so asking passage by passage would cost a pass each. */
function rankByFullText(
  { sql }: IndexDatabase,
  match: string,
  { pool, among }: { readonly pool: number; readonly among: number },
  filter: Filter | null,
  near: readonly number[],
): Ranked[] {
  return sql<Ranked>(
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
       best as materialized (select * from scored order by score desc, passage_id limit @among),
       placed as (
         select passage_id, score,
           row_number() over (partition by page_id order by score desc, passage_id) > @most as over
         from best join indexed using (passage_id)
       ),
       taken as materialized (select * from placed order by over, score desc, passage_id limit @pool)
     select passage_id, page_id, scored.score, over
     from scored join indexed using (passage_id) left join taken using (passage_id)
     where over is not null or passage_id in (select value from json_each(@near))`,
  ).all({ ...filter?.bound, match, pool, among, most: perPage(pool), near: JSON.stringify(near) });
}
