import type { ListedPage } from '../../../shared/contract/page.ts';
import { parseRetention } from '../../../shared/contract/retention.ts';
import { sayCount } from '../say-count.ts';
import { sayRetention } from '../say-retention.ts';

const DAY = 86_400_000;

/** What says how long a page stays. */
export type KeptPage = Pick<ListedPage, 'retention_policy' | 'captured_at' | 'pinned' | 'expires_at'>;

/** Names a keep time: `Always`, `This session`, `30 days`. */
export function nameKeep(policy: string): string {
  const said = sayRetention(policy);
  return said.charAt(0).toUpperCase() + said.slice(1);
}

/** Says in a few words how long a page still stays. */
export function sayKeep(page: KeptPage, now: Date): string {
  if (page.pinned === true) return 'Pinned';
  const end = endOf(page);
  if (end === null) return nameKeep(page.retention_policy);
  return `${sayCount(Math.max(Math.ceil((end - now.getTime()) / DAY), 0), 'day')} left`;
}

/** Says how long a page stays, and why it will go. */
export function explainKeep(page: KeptPage, now: Date): string {
  if (page.pinned === true) return 'Pinned: it stays until you forget it';
  const end = endOf(page);
  if (end !== null) return `${nameKeep(page.retention_policy)}, until ${sayDay(end, now)}`;
  const isForSession = page.retention_policy === 'session_only';
  return nameKeep(page.retention_policy) + (isForSession ? ', until the browser is closed' : '');
}

/** When its days are over; they count from when the page was remembered last. */
function endOf({ retention_policy, captured_at, expires_at }: KeptPage): number | null {
  const retention = parseRetention(retention_policy);
  if (retention?.kind !== 'days') return null;
  if (typeof expires_at === 'string') return Date.parse(expires_at);
  return Date.parse(captured_at) + retention.days * DAY;
}

const DAY_ONLY = { day: 'numeric', month: 'short' } as const;

/** The day, with its year when that is another one. */
function sayDay(time: number, now: Date): string {
  const day = new Date(time);
  const year = day.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return day.toLocaleDateString('en-GB', { ...DAY_ONLY, ...year });
}
