import { LIMITS } from './limits.ts';

export type Retention = { kind: 'permanent' } | { kind: 'session_only' } | { kind: 'days'; days: number };

/** Reads a retention policy; null when it is none. */
export function parseRetention(text: string): Retention | null {
  if (text === 'permanent' || text === 'session_only') return { kind: text };
  const days = /^([1-9]\d{0,3})_days$/.exec(text)?.[1];
  if (days === undefined || Number(days) > LIMITS.retentionDays) return null;
  return { kind: 'days', days: Number(days) };
}
