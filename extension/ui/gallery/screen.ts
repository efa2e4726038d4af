import type { ComponentChildren } from 'preact';

/** One screen in one state. */
export interface Screen {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** The button pressed before it is looked at. */
  readonly press?: string;
  /** Typed into the search field after that. */
  readonly type?: string;
  /** Keys pressed after that, with spaces between, as Playwright names them. */
  readonly keys?: string;
  /** The element the screen is drawn into. */
  readonly frame: string;
  /** Whether the browser's own language is written from right to left. */
  readonly rtl?: boolean;
  readonly view: () => ComponentChildren;
}
