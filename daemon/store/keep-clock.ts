import type { Database } from 'better-sqlite3';
import { inTransaction } from './in-store.ts';
import type { Store } from './open-store.ts';

/** A daemon may have been off for so long; more is a clock that was set wrong until a day has shown that it was not. */
const JUMP_MS = 31 * 86_400_000;
/** A sweep a day later than the one that saw the jump believes it. */
const BELIEVED_AFTER_MS = 20 * 3_600_000;

/** The time that keep times go by. Milliseconds since 1970. */
export interface KeepClock {
  /** The computer's own time, whichever way it was set. */
  now(): number;
  /** Never earlier than the latest moment that something ended by, so that a clock set back brings nothing back. */
  present(): number;
  /** Writes the latest moment down. False while the clock stands so far ahead that nothing may be removed by it yet. */
  settle(): boolean;
}

interface Row {
  readonly latest: number;
  readonly jump_seen_at: number | null;
}

/** Reads the clock of a memory; `now` is the computer's. */
export function openKeepClock(database: Database, now: () => number): KeepClock {
  const read = (): Row =>
    database.prepare<[], Row>('select latest, jump_seen_at from keep_clock').get() ?? {
      latest: 0,
      jump_seen_at: null,
    };
  const write = (row: Row): void =>
    void database.prepare('update keep_clock set latest = @latest, jump_seen_at = @jump_seen_at').run(row);
  let { latest } = read();
  if (latest === 0) latest = now();

  const present = (): number => {
    const time = now();
    if (time <= latest) return latest;
    if (time - latest <= JUMP_MS) latest = time;
    return time;
  };
  return {
    now,
    present,
    settle() {
      const time = present();
      const { jump_seen_at } = read();
      const jumped = time > latest;
      if (jumped && (jump_seen_at === null || time - jump_seen_at < BELIEVED_AFTER_MS)) {
        if (jump_seen_at === null) write({ latest, jump_seen_at: time });
        return false;
      }
      latest = time;
      write({ latest, jump_seen_at: null });
      return true;
    },
  };
}

/** Settles the clock of a memory, in its turn among those who write. */
export function settleClock(store: Store): Promise<boolean> {
  return inTransaction(store, () => store.clock.settle());
}
