import type { RendererName } from '../../shared/contract/renderer.ts';

/** What a job lets a renderer do. */
export interface RenderOrder {
  /** Throws where this address, or one that a redirect leads to, must not be asked for. */
  readonly allow: (url: string) => Promise<void>;
  /** Resolves when this address's host may be asked; the result says that it has answered. */
  readonly enter: (url: string) => Promise<() => void>;
  /** Leaves this address's host alone for a while, in milliseconds. */
  readonly rest: (url: string, ms: number) => void;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  /** Sent along where the site may answer that nothing has changed. */
  readonly validators: Validators | null;
  /** May wait minutes for a renderer that has to be set up first; whoever holds a request open may not. */
  readonly patient: boolean;
}

export interface Validators {
  readonly etag: string | null;
  readonly last_modified: string | null;
}

/** A page as a renderer brought it. */
export interface RenderedPage {
  /** Where the last redirect led. */
  readonly url: string;
  readonly status: number;
  /** Who rendered it in the end. */
  readonly by: RendererName;
  readonly html: string;
  /** Over the wire, decoded. */
  readonly bytes: number;
  /** What the site said to ask with the next time. */
  readonly validators: Validators;
  /** Words of `X-Robots-Tag`. */
  readonly robots: ReadonlySet<string>;
  /** One sentence for a person, where it was rendered otherwise than asked. */
  readonly notice?: string;
  /** Has it read by its renderer too, which takes another visit: the text as Markdown; null where none came. */
  readonly readAgain?: () => Promise<string | null>;
}

/** Turns an address into a page; there are several, chosen per job. */
export interface Renderer {
  /** null: nothing has changed. Throws what stood in the way as `Failure`, with `status_code` and `retry_after_s` in its details where they are known. */
  render(url: string, order: RenderOrder): Promise<RenderedPage | null>;
}
