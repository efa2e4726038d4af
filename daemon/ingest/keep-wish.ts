import type { PageCapture } from '../../shared/contract/page.ts';
import type { KeepWish } from '../store/forget-tombstones.ts';

/** Who asked for a page and when, where its capture alone does not say so; no request can set it. */
export interface KeepAsk {
  /** When it was asked for by name, in ms: the start of the job that fetches it. @default when it was captured */
  readonly asked_at?: number;
  /** Nobody named it, a link led there: a page forgotten by name does not come back so. @default false */
  readonly by_link?: boolean;
}

/** Joins what is known of the wish to keep a page. */
export function keepWish(
  { captured_at, asked_at, by_link = false }: PageCapture & KeepAsk,
  addresses: readonly string[],
  now: number,
): KeepWish {
  return { addresses, asked_at: asked_at ?? readAskedAt(captured_at, now), by_link, now };
}

/** A moment as it was sent, in ms; one from the future, or none, is now. */
export function readAskedAt(instant: string | undefined, now: number): number {
  return instant === undefined ? now : Math.min(Date.parse(instant), now);
}
