import { perPage, splitByPage } from '../../daemon/index/cap-per-page.ts';
import { pageOf, PER_PAGE } from './vector-index.ts';

/** The share of the true nearest `k` among those found, of a page no more than the index takes; one as near as the last of them counts. */
export function recall(
  found: readonly number[],
  cosines: Float64Array,
  among: (row: number) => boolean,
  k: number,
): number {
  const cosineOf = (row: number): number => cosines[row] ?? -1;
  const allowed = cosines.filter((_, row) => among(row)).toSorted();
  // So many hold all that the cap may need; the rest need no sorting by place.
  const reach = allowed.at(-k * PER_PAGE) ?? -1;
  const near = [...cosines.keys()]
    .filter((row) => among(row) && cosineOf(row) >= reach)
    .toSorted((a, b) => cosineOf(b) - cosineOf(a))
    .map((row) => ({ row, page_id: pageOf(row, cosines.length) }));
  const [shared] = splitByPage(near, perPage(k));
  const least = cosineOf(shared[k - 1]?.row ?? -1) - 1e-7;
  return found.filter((row) => among(row) && cosineOf(row) >= least).length / k;
}
