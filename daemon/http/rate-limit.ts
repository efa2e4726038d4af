const MAX_CLIENTS = 10_000;

export interface RateLimit {
  /** Counts one request at `now` (milliseconds); returns how many seconds to wait, 0 when it may pass. */
  take(client: string, now: number): number;
}

/**
 * A bucket of `perMinute` requests for every client, refilled evenly; 0 turns the limit off. Remembers the 10,000 most
 * recently seen clients, so that strangers cannot fill the memory.
 */
export function createRateLimit(perMinute: number): RateLimit {
  const buckets = new Map<string, { left: number; at: number }>();
  const perMillisecond = perMinute / 60_000;
  return {
    take(client, now) {
      if (perMinute <= 0) return 0;
      const known = buckets.get(client);
      const refilled = known === undefined ? perMinute : known.left + (now - known.at) * perMillisecond;
      const left = Math.min(perMinute, refilled);
      const passes = left >= 1;
      buckets.delete(client);
      buckets.set(client, { left: passes ? left - 1 : left, at: now });
      if (buckets.size > MAX_CLIENTS) buckets.delete(buckets.keys().next().value ?? client);
      return passes ? 0 : Math.max(1, Math.ceil((1 - left) / perMillisecond / 1_000));
    },
  };
}
