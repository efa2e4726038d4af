import { setTimeout as sleep } from 'node:timers/promises';
import { untilAborted } from '../security/until-aborted.ts';

/** How fast one job may ask one host. */
export interface Pace {
  /** Milliseconds between the starts of two requests. */
  readonly delayMs: number;
  /** Requests under way at once. */
  readonly concurrent: number;
}

interface Gate {
  /** Who came last; whoever comes next waits for them to start. */
  tail: Promise<void>;
  running: number;
  freed: PromiseWithResolvers<void>;
  startedAt: number;
  /** The delay the last one started under: a slow job is not overtaken by a quick one. */
  delayMs: number;
  restUntil: number;
}

const MOST_IDLE_GATES = 1_000;

/** One gate a host, shared by all jobs: two of them on one site ask it no faster than one. */
export class HostPace {
  readonly #gates = new Map<string, Gate>();

  /** Resolves when `url`'s host may be asked; call the result when the answer is there. Rejects with the signal's reason. */
  async enter(url: string, pace: Pace, signal: AbortSignal): Promise<() => void> {
    const gate = this.#gateOf(url);
    const before = gate.tail;
    const started = Promise.withResolvers<void>();
    gate.tail = before.then(() => started.promise);
    try {
      await untilAborted(before, signal);
      while (gate.running >= pace.concurrent) await untilAborted(gate.freed.promise, signal);
      const delayMs = Math.max(pace.delayMs, gate.delayMs);
      for (;;) {
        const wait = Math.max(gate.startedAt + delayMs, gate.restUntil) - Date.now();
        if (wait <= 0) break;
        await sleep(Math.min(wait, 2 ** 31 - 1), undefined, { signal });
      }
      gate.running++;
      gate.startedAt = Date.now();
      gate.delayMs = pace.delayMs;
    } finally {
      started.resolve();
    }
    return () => {
      gate.running--;
      // One that left late must not be followed too soon; where only one is under way, its answer tells when it was there.
      if (pace.concurrent === 1) gate.startedAt = Date.now();
      gate.freed.resolve();
      gate.freed = Promise.withResolvers();
    };
  }

  /** Leaves a host alone for a while, as it asked with `Retry-After`. */
  rest(url: string, ms: number): void {
    const gate = this.#gateOf(url);
    gate.restUntil = Math.max(gate.restUntil, Date.now() + ms);
  }

  #gateOf(url: string): Gate {
    const { host } = new URL(url);
    let gate = this.#gates.get(host);
    if (gate === undefined) {
      if (this.#gates.size >= MOST_IDLE_GATES) this.#dropIdle();
      gate = {
        tail: Promise.resolve(),
        running: 0,
        freed: Promise.withResolvers(),
        startedAt: 0,
        delayMs: 0,
        restUntil: 0,
      };
      this.#gates.set(host, gate);
    }
    return gate;
  }

  #dropIdle(): void {
    const now = Date.now();
    for (const [host, { running, startedAt, delayMs, restUntil }] of this.#gates) {
      if (running === 0 && Math.max(startedAt + Math.max(delayMs, 60_000), restUntil) < now)
        this.#gates.delete(host);
    }
  }
}
