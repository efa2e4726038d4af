const MAX_CLIENTS = 10_000;
const MINUTE_MS = 60_000;

export interface RateLimit {
  /** Counts one request at `now` (milliseconds); returns how many seconds to wait, 0 when it may pass. */
  take(client: string, now: number): number;
}

/**
 * Lets every client make `perMinute` requests at once and one more as each falls due; 0 turns the limit off. Kept is one
 * number per client: when its spent requests will all have fallen due. Remembers the 9,000 to 10,000 clients seen last, so that
 * strangers cannot fill the memory.
 */
export function createRateLimit(perMinute: number): RateLimit {
  const dueTimes = new Map<string, number>();
  const interval = MINUTE_MS / perMinute;
  return {
    take(client, now) {
      if (perMinute <= 0) return 0;
      const due = Math.max(now, dueTimes.get(client) ?? now);
      const early = Math.round(due + interval - MINUTE_MS - now);
      dueTimes.delete(client);
      dueTimes.set(client, early > 0 ? due : due + interval);
      if (dueTimes.size > MAX_CLIENTS) dropOldest(dueTimes);
      return early > 0 ? Math.ceil(early / 1_000) : 0;
    },
  };
}

/** Many at once: a map looks for its first key past all that were taken away before it. */
function dropOldest(dueTimes: Map<string, number>): void {
  for (const client of dueTimes.keys()) {
    if (dueTimes.size <= 0.9 * MAX_CLIENTS) return;
    dueTimes.delete(client);
  }
}
