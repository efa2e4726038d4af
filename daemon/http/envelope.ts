/** What every route but `/health` answers. */
export interface Envelope {
  readonly success: true;
  readonly data: unknown;
  readonly timestamp: string;
}

/** Wraps a route's answer. */
export function envelope(data: unknown, now = new Date()): Envelope {
  return { success: true, data, timestamp: now.toISOString() };
}
