import { parseRetention } from '../../../shared/contract/fields.ts';
import { sayCount } from '../say-count.ts';
import { sayRetention } from '../say-retention.ts';

const DAY = 86_400_000;

/** Names a keep time: `Always`, `This session`, `30 days`. */
export function nameKeep(policy: string): string {
  const said = sayRetention(policy);
  return said.charAt(0).toUpperCase() + said.slice(1);
}

/** Says how long a page still stays: days count from when it was captured. */
export function sayKeep(policy: string, capturedAt: string, now: Date): string {
  const retention = parseRetention(policy);
  if (retention?.kind !== 'days') return nameKeep(policy);
  const left = Math.ceil((Date.parse(capturedAt) + retention.days * DAY - now.getTime()) / DAY);
  return `${sayCount(Math.max(left, 0), 'day')} left`;
}
