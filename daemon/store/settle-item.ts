import { addItems, nextChange } from './add-items.ts';
import { inPassing, inStore } from './in-store.ts';
import type { Sql } from './in-store.ts';
import type { ItemOutcome, ItemToAdd, StoredItem } from './job-rows.ts';
import type { Store } from './open-store.ts';

/** Where a page leads, as far as the crawl follows. */
export interface Discovery {
  readonly links: readonly ItemToAdd[];
  readonly maxDepth: number;
}

/**
 * Notes how an address ended, and with it, in one transaction, where it leads. False when that was noted before. An address
 * that leads to what was forgotten is not noted: it goes. A job that has ended takes no address more.
 */
export function settleItem(
  store: Store,
  item: Pick<StoredItem, 'item_id' | 'job_id' | 'depth'>,
  outcome: ItemOutcome,
  more: { readonly now: number; readonly bytes: number; readonly discovery: Discovery | null },
): Promise<boolean> {
  return inPassing(store, (sql) => {
    const { item_id, job_id } = item;
    const known = sql<{ state: string; depth: number; ended_at: number | null }>(
      `select job_items.state, depth, jobs.ended_at from job_items join jobs using (job_id) where item_id = ?`,
    ).get(item_id);
    if (known === undefined || known.state === 'done' || known.state === 'failed') return false;
    const changed = nextChange(sql, job_id);
    sql('update jobs set bytes = bytes + ? where job_id = ?').run(more.bytes, job_id);
    if (outcome.state !== 'done' && outcome.code === 'forgotten') {
      sql('delete from job_items where item_id = ?').run(item_id);
      return true;
    }
    writeOutcome(sql, item_id, outcome, more.now, changed);
    if (outcome.state === 'failed') postponeSiblings(sql, item_id);
    if (outcome.state === 'done') skipTwin(sql, job_id, outcome.kept_url, more.now);
    const { discovery } = more;
    // It may have come nearer to the start since it was taken.
    if (discovery !== null && known.depth < discovery.maxDepth && known.ended_at === null) {
      const at = { job_id, depth: known.depth + 1, maxDepth: discovery.maxDepth, now: more.now };
      addItems(sql, at, discovery.links);
    }
    return true;
  });
}

const NO_OUTCOME = {
  kept_url: null,
  title: null,
  status: null,
  page_id: null,
  status_code: null,
  language: null,
  code: null,
  message: null,
  not_before: 0,
};

function writeOutcome(sql: Sql, itemId: number, outcome: ItemOutcome, now: number, changed: number): void {
  sql(
    `update job_items set state = @state, kept_url = @kept_url, title = @title, status = @status, page_id = @page_id,
       status_code = @status_code, language = @language, code = @code, message = @message, not_before = @not_before,
       lease_until = null, ended_at = @ended_at, changed = @changed where item_id = @itemId`,
  ).run({
    ...NO_OUTCOME,
    ...outcome,
    itemId,
    changed,
    ended_at: outcome.state === 'waiting' ? null : now,
  });
  if (outcome.state === 'done' && outcome.markdown !== undefined) {
    sql('insert or replace into job_texts (item_id, markdown) values (?, ?)').run(itemId, outcome.markdown);
  }
}

/**
 * Links that came together and of which so many in a row led nowhere are tried when nothing else is left: an index of dead
 * links would else be all that a depth-first crawl sees of a site (sqlite3-doc: 28 of 60 pages, then 261 dead ones).
 */
const DEAD_IN_A_ROW = 10;

function postponeSiblings(sql: Sql, itemId: number): void {
  const group = sql<{ job_id: string; found_with: number }>(
    'select job_id, found_with from job_items where item_id = ? and found_with > 0',
  ).get(itemId);
  if (group === undefined) return;
  const last = sql<{ state: string }>(
    `select state from job_items where job_id = @job_id and found_with = @found_with and ended_at is not null
     order by ended_at desc, changed desc limit ${DEAD_IN_A_ROW}`,
  ).all(group);
  if (last.length < DEAD_IN_A_ROW || last.some(({ state }) => state !== 'failed')) return;
  sql(
    `update job_items set found_with = -found_with
     where job_id = @job_id and found_with = @found_with and state = 'waiting'`,
  ).run(group);
}

/** What a redirect or a canonical link led to need not be fetched under its own address as well. */
function skipTwin(sql: Sql, jobId: string, keptUrl: string, now: number): void {
  sql(
    `update job_items set state = 'skipped', code = 'duplicate', message = 'Another address led to this page already.',
       ended_at = @now where job_id = @jobId and url = @keptUrl and state = 'waiting'`,
  ).run({ jobId, keptUrl, now });
}

/** When the next address that has to wait may be tried; null when none waits. */
export function nextAttempt(store: Store, jobId: string): Promise<number | null> {
  return inStore(store, (sql) => {
    const row = sql<{ at: number | null }>(
      `select min(not_before) as at from job_items where job_id = ? and state = 'waiting'`,
    ).get(jobId);
    return row?.at ?? null;
  });
}
