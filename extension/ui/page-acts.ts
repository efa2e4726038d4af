import type { NamedPage } from './named-page.ts';

/** What can be done from the popup's page panel. */
export interface PageActs {
  readonly remember: (options?: { text_only: boolean }) => void;
  readonly cancel: () => void;
  /** Asks first. */
  readonly forget: (page: NamedPage) => void;
  /** Takes back what was remembered a moment ago, without asking. */
  readonly undo: (page: NamedPage) => void;
  readonly look: () => void;
  readonly drain: () => void;
  readonly connect: () => void;
  readonly seeWaiting: () => void;
  readonly copy: (text: string) => Promise<void>;
}
