/** What keeps the first ranks from outweighing everything (Cormack, Clarke & Büttcher, SIGIR 2009). */
const K = 60;

/** Fuses ranked lists by the sum of their reciprocal ranks, best first; of equals the first that was met. */
export function fuseByRank<Item>(lists: readonly (readonly Item[])[]): Item[] {
  const scores = new Map<Item, number>();
  for (const list of lists) {
    for (const [rank, item] of list.entries()) scores.set(item, (scores.get(item) ?? 0) + 1 / (K + rank + 1));
  }
  return [...scores].toSorted(([, a], [, b]) => b - a).map(([item]) => item);
}
