import { Component, createRef } from 'preact';
import type { ListedPage } from '../../../shared/contract/page.ts';
import { PageRow } from './page-row.tsx';
import type { RowActs } from './row-acts.ts';

export interface PageLeafProps {
  /** Which of the listed pages is the first here, from 1. */
  readonly from: number;
  readonly pages: readonly ListedPage[];
  readonly now: Date;
  /** The ids of the chosen ones among these pages, in order. */
  readonly chosen: string;
  readonly acts: RowActs;
}

interface Seen {
  readonly near: boolean;
  /** Pixels it took when it was last seen. */
  readonly height: number;
}

/** Pixels around the window in which rows are kept ready. */
const NEAR = '1200px 0px';

/** Some rows of the list. The list may hold 10,000: rows far from the window are taken out, their room stays, and the others are drawn again only when they change. */
export class PageLeaf extends Component<PageLeafProps, Seen> {
  override state: Seen = { near: true, height: 0 };
  readonly #root = createRef<HTMLUListElement>();
  #watch: IntersectionObserver | null = null;

  override componentDidMount(): void {
    this.#watch = new IntersectionObserver((seen) => this.#see(seen), { rootMargin: NEAR });
    if (this.#root.current !== null) this.#watch.observe(this.#root.current);
  }

  override componentWillUnmount(): void {
    this.#watch?.disconnect();
  }

  override shouldComponentUpdate(next: PageLeafProps, seen: Seen): boolean {
    const { pages, chosen } = this.props;
    if (seen.near !== this.state.near || (chosen !== next.chosen && seen.near)) return true;
    return pages.length !== next.pages.length || pages.some((page, at) => page !== next.pages[at]);
  }

  override render() {
    const { from, pages, now, chosen, acts } = this.props;
    const { near, height } = this.state;
    const ids = new Set(chosen.split(' '));
    return (
      <ul
        ref={this.#root}
        aria-label={`Pages ${from} to ${from + pages.length - 1}`}
        style={near ? {} : { blockSize: `${height}px` }}
      >
        {near &&
          pages.map((page) => (
            <PageRow
              key={page.page_id}
              page={page}
              now={now}
              chosen={ids.has(String(page.page_id))}
              acts={acts}
            />
          ))}
      </ul>
    );
  }

  #see(seen: readonly IntersectionObserverEntry[]): void {
    const last = seen.at(-1);
    const { height = 0 } = last?.boundingClientRect ?? {};
    // Without a height the whole list is hidden, and comes back as it was; the row in use stays in use.
    if (last === undefined || height === 0 || this.#holdsFocus()) return;
    this.setState({ near: last.isIntersecting, height });
  }

  #holdsFocus(): boolean {
    return this.#root.current?.contains(document.activeElement) === true;
  }
}
