import { createHmac } from 'node:crypto';
import { domainOf } from '../../shared/page/canonical-url.ts';
import { Failure } from '../failure.ts';
import { parkRow } from './forget-parked.ts';
import { inStore } from './in-store.ts';
import type { Sql } from './in-store.ts';
import type { Store } from './open-store.ts';

/** That somebody wants a page kept. Times are milliseconds. */
export interface KeepWish {
  /** Its own address and where it was seen. */
  readonly addresses: readonly string[];
  /** When a person or program asked for it by name: the press of the button, the start of a job. */
  readonly asked_at: number;
  /** Nobody named it, a link led there. @default false */
  readonly by_link?: boolean;
  readonly now: number;
}

/** What stands on a tombstone: a page under any spelling of its address, or a site with all below it. */
export interface Forgotten {
  readonly addresses: readonly string[];
  readonly domains: readonly string[];
  /** Pages that nobody forgot by name: a link may lead back to them. @default none */
  readonly cleared?: readonly string[];
}

/** A clock that went back must not keep a person from remembering anew. */
const JUMPED_BACK_MS = 60_000;

/** Notes salted hashes of what was forgotten; they say nothing to who does not know the address already. */
export function setTombstones(sql: Sql, forgotten: Forgotten, at: number, receiptId: string): void {
  const { addresses, domains, cleared = [] } = forgotten;
  const marks = [...addresses.map(pageMark), ...domains.map(siteMark), ...cleared.map(clearedMark)];
  const insert = sql('insert or replace into tombstones (mark, forgotten_at, receipt_id) values (?, ?, ?)');
  const replaced = replacedBy(sql, receiptId);
  for (const mark of marks.map(hasher(sql))) {
    const older = replaced?.get(mark, receiptId);
    if (older !== undefined) parkRow(sql, receiptId, 'tombstones', older);
    insert.run(mark, at, receiptId);
  }
}

/** Finds the tombstone of an earlier forgetting, which one that is only hidden gives back when it is undone; null for others. */
function replacedBy(sql: Sql, receiptId: string) {
  const hidden = sql('select 1 from receipts where receipt_id = ? and hidden_until is not null');
  if (hidden.get(receiptId) === undefined) return null;
  return sql<Record<string, unknown>>('select * from tombstones where mark = ? and receipt_id <> ?');
}

/** Whether a page was asked for before it, or its site, was forgotten, or a mere link leads back to it. */
export function isForgotten(sql: Sql, wish: KeepWish, hashed = hasher(sql)): boolean {
  if (sql('select 1 from tombstones limit 1').get() === undefined) return false;
  const found = (marks: readonly string[]) => latest(sql, marks.map(hashed), wish.now);
  const own = found(wish.addresses.map(pageMark));
  const site = found([...new Set(wish.addresses.flatMap(sitesAbove))].map(siteMark));
  const cleared = found(wish.addresses.map(clearedMark));
  if (wish.asked_at < Math.max(own, site, cleared)) return true;
  return wish.by_link === true && own > -Infinity && !isKept(sql, wish.addresses);
}

/** Throws `forgotten` where the page `isForgotten`. */
export function refuseForgotten(sql: Sql, wish: KeepWish): void {
  if (isForgotten(sql, wish)) throw tooLate();
}

/** The same before the work of reading a page begins. */
export function requireUnforgotten(store: Store, wish: KeepWish): Promise<void> {
  return inStore(store, (sql) => refuseForgotten(sql, wish));
}

/** The salted hash of a mark. It takes 17 µs: whoever asks of many links asks one hasher, which makes that of their site once. */
export function hasher(sql: Sql): (mark: string) => Buffer {
  const salt = sql<Uint8Array>('select salt from tombstone_salt').pluck().get() ?? '';
  const made = new Map<string, Buffer>();
  return (mark) => {
    const hash = made.get(mark) ?? createHmac('sha256', salt).update(mark).digest();
    made.set(mark, hash);
    return hash;
  };
}

function latest(sql: Sql, hashes: readonly Buffer[], now: number): number {
  const find = sql<number>('select forgotten_at from tombstones where mark = ?').pluck();
  const times = hashes.flatMap((hash) => find.get(hash) ?? []);
  const believable = times.map((time) => (time > now ? now - JUMPED_BACK_MS : time));
  return Math.max(-Infinity, ...believable);
}

function isKept(sql: Sql, addresses: readonly string[]): boolean {
  return addresses.some((url) => sql('select 1 from pages where url = ?').get(url) !== undefined);
}

/** One mark for http and https, with and without `www.`. */
function pageMark(address: string): string {
  return `page ${address.replace(/^https?:\/\/(?:www\.)?/i, '')}`;
}

function clearedMark(address: string): string {
  return `cleared ${pageMark(address)}`;
}

function siteMark(domain: string): string {
  return `site ${domain}`;
}

function sitesAbove(address: string): string[] {
  const labels = domainOf(address).split('.');
  return labels.map((_, at) => labels.slice(at).join('.'));
}

function tooLate(): Failure {
  return new Failure(
    'forgotten',
    'This page was forgotten after it was asked for, so it was not kept again. Open it and remember it anew to have it back.',
  );
}
