/** What can be done with what a search found; `index` counts from the first shown. */
export interface ListActs {
  readonly select: (index: number) => void;
  readonly open: (index: number, background: boolean) => void;
  /** Opens an address in the web that is no place of the list. */
  readonly openAddress: (address: string, background: boolean) => void;
  readonly openCopy: (index: number) => void;
  readonly editTags: (index: number) => void;
  /** Asks first. */
  readonly forget: (index: number) => void;
  /** Back to the search field. */
  readonly leave: () => void;
  readonly showKeys: () => void;
}
