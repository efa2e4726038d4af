import { parseRetention } from '../../shared/contract/retention.ts';

function lifetimeDays(policy: string): number {
  const retention = parseRetention(policy);
  if (retention === null || retention.kind === 'session_only') return 0;
  return retention.kind === 'permanent' ? Infinity : retention.days;
}

/** The policy that keeps a page longer: what someone chose to keep is never shortened by a later capture. */
export function strongerRetention(kept: string, offered: string): string {
  return lifetimeDays(offered) > lifetimeDays(kept) ? offered : kept;
}
