/** Whether pages that only tags brought are shown; kept over popups. */
export interface TagExpansion {
  readonly read: () => boolean;
  readonly keep: (on: boolean) => void;
}
