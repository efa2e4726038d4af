import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ListedPage } from '../../../shared/contract/page.ts';
import { PageLeaf } from './page-leaf.tsx';
import type { RowActs } from './row-acts.ts';

/** Rows in one leaf. */
const LEAF = 60;
/** Pixels before the end at which the next pages are asked for. */
const NEAR_END = 1_200;

export interface PageRowsProps {
  readonly pages: readonly ListedPage[];
  readonly chosen: ReadonlySet<number>;
  readonly now: Date;
  readonly acts: RowActs;
  readonly more: boolean;
  readonly loadMore: () => void;
}

/** The list of kept pages; the next ones come by themselves, or by the button, as its end comes near. */
export function PageRows({ pages, chosen, now, acts, more, loadMore }: PageRowsProps) {
  const end = useRef<HTMLDivElement>(null);
  // Leaves compare what they show, not what they call: what is called must be the newest.
  const actsRef = useRef(acts);
  useEffect(() => {
    actsRef.current = acts;
  });
  const lasting = useMemo(() => lastingActs(actsRef), []);

  useEffect(() => {
    if (end.current === null || !more) return undefined;
    const watch = new IntersectionObserver(
      (seen) => seen.some(({ isIntersecting }) => isIntersecting) && loadMore(),
      { root: null, rootMargin: `${NEAR_END}px` },
    );
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [pages, more, loadMore]);

  const leaves = [];
  for (let from = 0; from < pages.length; from += LEAF) {
    const leaf = pages.slice(from, from + LEAF);
    const ids = leaf.flatMap(({ page_id }) => (chosen.has(page_id) ? [page_id] : [])).join(' ');
    leaves.push(<PageLeaf key={from} from={from + 1} pages={leaf} now={now} chosen={ids} acts={lasting} />);
  }
  return (
    <>
      <div class="rows">{leaves}</div>
      {more && (
        <div ref={end} class="rows-end">
          <button type="button" class="btn" onClick={loadMore}>
            Show more
          </button>
        </div>
      )}
    </>
  );
}

function lastingActs(newest: { readonly current: RowActs }): RowActs {
  return {
    read: (page) => newest.current.read(page),
    choose: (page, through) => newest.current.choose(page, through),
    forget: (page) => newest.current.forget(page),
    showTag: (tag) => newest.current.showTag(tag),
  };
}
