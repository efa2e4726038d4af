/** The share of the pool one page may fill while others have anything to put in. */
const PAGE_SHARE = 0.2;

/** How many of a pool one page may fill before others had their turn. */
export function perPage(pool: number): number {
  return Math.max(1, Math.ceil(pool * PAGE_SHARE));
}

/** The first `most` hits of every page, and what is over; both keep their order. */
export function splitByPage<Hit extends { readonly page_id: number }>(
  hits: readonly Hit[],
  most: number,
): [Hit[], Hit[]] {
  const counts = new Map<number, number>();
  const parts: [Hit[], Hit[]] = [[], []];
  for (const hit of hits) {
    const count = counts.get(hit.page_id) ?? 0;
    counts.set(hit.page_id, count + 1);
    parts[count < most ? 0 : 1].push(hit);
  }
  return parts;
}
