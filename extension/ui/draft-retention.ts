import { parseRetention } from '../../shared/contract/retention.ts';
import type { RememberDraft } from './remember-draft.ts';

/** The retention policy a draft asks for; null when its number of days cannot be kept. */
export function draftRetention({ keep, days }: RememberDraft): string | null {
  if (keep !== 'days') return keep;
  const policy = `${days.trim()}_days`;
  return parseRetention(policy) === null ? null : policy;
}
