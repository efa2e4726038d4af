import { Component } from 'preact';
import type { ListedPage } from '../../../shared/contract/page.ts';
import { PageRow } from './page-row.tsx';
import type { RowActs } from './row-acts.ts';

export interface PageLeafProps {
  readonly pages: readonly ListedPage[];
  readonly now: Date;
  /** The ids of the chosen ones among these pages, in order. */
  readonly chosen: string;
  readonly acts: RowActs;
}

/** Some rows of the list, drawn again only when they change: the list may hold 10,000. */
export class PageLeaf extends Component<PageLeafProps> {
  override shouldComponentUpdate(next: PageLeafProps): boolean {
    const { pages, chosen } = this.props;
    const samePages =
      pages.length === next.pages.length && pages.every((page, at) => page === next.pages[at]);
    return !samePages || chosen !== next.chosen;
  }

  override render() {
    const { pages, now, chosen, acts } = this.props;
    const ids = new Set(chosen.split(' '));
    return pages.map((page) => (
      <PageRow key={page.page_id} page={page} now={now} chosen={ids.has(String(page.page_id))} acts={acts} />
    ));
  }
}
