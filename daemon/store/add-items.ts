import { hasher, isForgotten } from './forget-tombstones.ts';
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

/** Where a job found addresses: so many steps from its start; `maxDepth` bounds what is passed on. `now` is in ms. */
export interface FoundAt {
  readonly job_id: string;
  readonly depth: number;
  readonly maxDepth: number;
  readonly now: number;
}

/**
 * Adds addresses to a job. One that is known already and was farther away comes nearer, and with it all that it leads to:
 * a depth-first crawl would else miss what it first met too deep. What was forgotten is not written down again.
 */
export function addItems(sql: Sql, at: FoundAt, items: readonly ItemToAdd[]): void {
  const { job_id: jobId, now } = at;
  const changed = nextChange(sql, jobId);
  const job = sql<{ created_at: number; keeps: number }>(
    'select created_at, keeps from jobs where job_id = ?',
  ).get(jobId);
  if (job === undefined) return;
  const asked = { asked_at: job.created_at, by_link: job.keeps === 1 && at.depth > 0, now };
  const hashed = hasher(sql);
  const count = sql<{ n: number }>('select count(*) as n from job_items where job_id = ?');
  let room = MOST_ITEMS - (count.get(jobId)?.n ?? 0);
  for (const item of items) {
    const known = sql<Known>(
      'select item_id, depth, state, links from job_items where job_id = ? and url = ?',
    ).get(jobId, item.url);
    if (known !== undefined) comeNearer(sql, at, known, changed);
    else if (room > 0 && !isForgotten(sql, { ...asked, addresses: [item.url] }, hashed)) {
      insertItem(sql, at, item, changed);
      room--;
    }
  }
}

interface Known {
  readonly item_id: number;
  readonly depth: number;
  readonly state: string;
  readonly links: string | null;
}

function insertItem(sql: Sql, { job_id, depth }: FoundAt, item: ItemToAdd, changed: number): void {
  sql(
    `insert into job_items (job_id, url, depth, found_with, score, state, changed, code, message)
     values (@job_id, @url, @depth, @changed, @score, @state, @changed, @code, @message)`,
  ).run({
    job_id,
    url: item.url,
    depth,
    changed,
    score: item.score ?? null,
    state: item.code === undefined ? 'waiting' : 'skipped',
    code: item.code ?? null,
    message: item.message ?? null,
  });
}

function comeNearer(sql: Sql, at: FoundAt, known: Known, changed: number): void {
  const { depth, maxDepth } = at;
  if (depth >= known.depth) return;
  sql('update job_items set depth = ?, found_with = ? where item_id = ?').run(depth, changed, known.item_id);
  if (known.links !== null && depth < maxDepth) {
    addItems(sql, { ...at, depth: depth + 1 }, JSON.parse(known.links) as ItemToAdd[]);
  }
}
