import { parseRetention } from '../../shared/contract/retention.ts';
import { sayCount } from './say-count.ts';

/** Says how long a page stays, for "Keep: …". */
export function sayRetention(policy: string): string {
  const retention = parseRetention(policy);
  if (retention?.kind === 'session_only') return 'this session';
  return retention?.kind === 'days' ? sayCount(retention.days, 'day') : 'always';
}
