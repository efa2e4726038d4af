import type { Store } from './open-store.ts';

const turns = new WeakMap<Store, Promise<unknown>>();

/**
 * Does long work on the file as a whole after any that is under way: a copy needs the journal to stay as it is, and
 * emptying the journal would wait for the copy inside SQLite, with the main loop standing still.
 */
export function inTurn<T>(store: Store, work: () => Promise<T>): Promise<T> {
  const turn = (turns.get(store) ?? Promise.resolve()).then(work);
  turns.set(
    store,
    turn.catch(() => undefined),
  );
  return turn;
}
