import type { Attempt } from '../messages.ts';
import type { NamedPage } from './named-page.ts';
import type { TaggedPage } from './tag-editor.tsx';

export interface RememberOptions {
  readonly text_only?: boolean;
  readonly allow_blocked?: boolean;
  readonly allow_sensitive?: boolean;
}

/** What can be done from the popup's page panel. */
export interface PageActs {
  readonly remember: (options?: RememberOptions) => void;
  /** Tries again what failed beside remembering this page. */
  readonly retry: (attempt: Attempt) => void;
  readonly cancel: () => void;
  /** Asks first. */
  readonly forget: (page: NamedPage) => void;
  /** Takes back what was remembered a moment ago, without asking. */
  readonly undo: (page: NamedPage) => void;
  /** Puts these tags on a kept page at once; false when the app refused, which is then said. */
  readonly retag: (page: TaggedPage, tags: readonly string[]) => Promise<boolean>;
  /** Opens the tag editor over the screen. */
  readonly editTags: (page: TaggedPage) => void;
  readonly openCopy: (pageId: number) => void;
  readonly openLibrary: () => void;
  readonly look: () => void;
  readonly drain: () => void;
  readonly connect: () => void;
  readonly seeWaiting: () => void;
  readonly seeBlocked: () => void;
  readonly copy: (text: string) => Promise<void>;
}
