import type { RendererName } from '../../shared/contract/renderer.ts';
import type { ItemState, JobKind, JobState } from '../../shared/contract/job.ts';
import type { CaptureStatus } from './rows.ts';

/** A job as it is kept. Times are milliseconds since 1970. */
export interface StoredJob {
  readonly job_id: string;
  readonly kind: JobKind;
  readonly state: JobState;
  readonly renderer: RendererName;
  /** Whether its pages are kept. */
  readonly keeps: boolean;
  /** JSON of what was asked, without addresses. */
  readonly request: string;
  readonly notice: string | null;
  readonly created_at: number;
  readonly started_at: number | null;
  readonly ended_at: number | null;
  /** Time it ran so far, up to now. */
  readonly busy_ms: number;
  readonly bytes: number;
  readonly changed: number;
  /** Its first address; null when that was forgotten. */
  readonly url: string | null;
  /** Place among the waiting, from 1; null when it does not wait. */
  readonly place: number | null;
  readonly counts: Readonly<Record<ItemState, number>>;
}

/** One address of a job. */
export interface StoredItem {
  readonly item_id: number;
  readonly job_id: string;
  readonly url: string;
  readonly depth: number;
  readonly state: ItemState;
  readonly changed: number;
  readonly tries: number;
  readonly kept_url: string | null;
  readonly title: string | null;
  readonly status: CaptureStatus | null;
  readonly page_id: number | null;
  readonly status_code: number | null;
  readonly language: string | null;
  readonly code: string | null;
  readonly message: string | null;
  /** JSON of `ItemToAdd[]`, where the page was read already. */
  readonly links: string | null;
  readonly markdown?: string | null;
}

/** An address on its way into a job; with a `code` it is only noted, as skipped. */
export interface ItemToAdd {
  readonly url: string;
  readonly score?: number | null;
  readonly code?: string;
  readonly message?: string;
}

/** An address whose page was read. */
export interface DoneItem {
  readonly state: 'done';
  readonly kept_url: string;
  readonly title: string;
  readonly status: CaptureStatus | null;
  readonly page_id: number | null;
  readonly status_code: number | null;
  readonly language: string | null;
  /** One sentence for a person, where it was read otherwise than usual. */
  readonly message?: string | null;
  /** Kept for an hour by a job that keeps nothing else. */
  readonly markdown?: string;
}

/** How an address ended, or that it is to be tried again. */
export type ItemOutcome =
  | DoneItem
  | {
      readonly state: 'failed' | 'skipped';
      readonly code: string;
      readonly message: string;
      readonly status_code?: number | null;
      readonly language?: string | null;
    }
  | {
      readonly state: 'waiting';
      readonly not_before: number;
      readonly code: string;
      readonly message: string;
    };
