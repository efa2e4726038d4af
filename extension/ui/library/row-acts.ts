import type { ListedPage } from '../../../shared/contract/page.ts';

/** What can be done with a page in the list. */
export interface RowActs {
  readonly read: (page: ListedPage) => void;
  /** `through`: all from the page chosen before, to this one. */
  readonly choose: (page: ListedPage, through: boolean) => void;
  readonly forget: (page: ListedPage) => void;
  readonly showTag: (tag: string) => void;
}
