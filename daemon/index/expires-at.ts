import { parseRetention } from '../../shared/contract/fields.ts';

const DAY_MS = 86_400_000;

/** When an `N_days` page stops answering, in ms; null for the other policies. */
export function expiresAt(policy: string, capturedAt: number): number | null {
  const retention = parseRetention(policy);
  return retention?.kind === 'days' ? capturedAt + retention.days * DAY_MS : null;
}
