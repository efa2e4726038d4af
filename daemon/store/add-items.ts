import type { Sql } from './in-store.ts';
import type { ItemToAdd } from './job-rows.ts';

/** Addresses a job may know, followed or not; a site that makes up more of them has no end. */
const MOST_ITEMS = 20_000;

/** The next number of a change of this job. */
export function nextChange(sql: Sql, jobId: string): number {
  const row = sql<{ changed: number }>(
    'update jobs set changed = changed + 1 where job_id = ? returning changed',
  ).get(jobId);
  return row?.changed ?? 0;
}

/**
 * Adds addresses found `depth` steps from the start. One that is known already and was farther away comes nearer, and
 * with it all that it leads to: a depth-first crawl would else miss what it first met too deep. `maxDepth` bounds what
 * is passed on.
 */
export function addItems(
  sql: Sql,
  jobId: string,
  items: readonly ItemToAdd[],
  depth: number,
  maxDepth = depth,
): void {
  const changed = nextChange(sql, jobId);
  const count = sql<{ n: number }>('select count(*) as n from job_items where job_id = ?');
  let room = MOST_ITEMS - (count.get(jobId)?.n ?? 0);
  for (const item of items) {
    const known = sql<Known>(
      'select item_id, depth, state, links from job_items where job_id = ? and url = ?',
    ).get(jobId, item.url);
    if (known !== undefined) comeNearer(sql, jobId, known, depth, maxDepth, changed);
    else if (room-- > 0) insertItem(sql, jobId, item, depth, changed);
  }
}

interface Known {
  readonly item_id: number;
  readonly depth: number;
  readonly state: string;
  readonly links: string | null;
}

function insertItem(sql: Sql, jobId: string, item: ItemToAdd, depth: number, changed: number): void {
  sql(
    `insert into job_items (job_id, url, depth, found_with, score, state, changed, code, message)
     values (@jobId, @url, @depth, @changed, @score, @state, @changed, @code, @message)`,
  ).run({
    jobId,
    url: item.url,
    depth,
    changed,
    score: item.score ?? null,
    state: item.code === undefined ? 'waiting' : 'skipped',
    code: item.code ?? null,
    message: item.message ?? null,
  });
}

function comeNearer(
  sql: Sql,
  jobId: string,
  known: Known,
  depth: number,
  maxDepth: number,
  changed: number,
): void {
  if (depth >= known.depth) return;
  sql('update job_items set depth = ?, found_with = ? where item_id = ?').run(depth, changed, known.item_id);
  if (known.links !== null && depth < maxDepth) {
    addItems(sql, jobId, JSON.parse(known.links) as ItemToAdd[], depth + 1, maxDepth);
  }
}
