import type { ForgetChecks } from '../../shared/contract/forget-endpoints.ts';

/** How pages are forgotten. Without any of it they are gone at once and may come back at any time. */
export interface PageForgetting {
  /** Parks them until then, in ms, instead of removing them. */
  readonly hidden_until?: number;
  /** Sets tombstones for all their addresses: against what was asked for `before`, or against mere `links` as well. */
  readonly keeps_out?: 'before' | 'links';
  /** Forgotten by name, whether or not a page is kept there. */
  readonly addresses?: readonly string[];
  readonly domains?: readonly string[];
  /** They go from backups too. */
  readonly backups?: boolean;
}

/** What a forgetting removed from `pages.db`, or parked. */
export interface ForgottenRows {
  readonly receipt_id: string;
  readonly pages: number;
  readonly passages: number;
  readonly images: number;
  readonly versions: number;
  readonly snapshots: number;
  readonly captures: number;
  /** What the removed rows would be known by; never kept on disk. */
  readonly traces: readonly Buffer[];
}

/** A receipt as it is kept: counts, times in ms, and how far it is. */
export interface ForgetReceiptRow extends Omit<ForgottenRows, 'traces'> {
  readonly vectors: number;
  readonly forgotten_at: number;
  readonly hidden_until: number | null;
  readonly checked_at: number | null;
  readonly backups: boolean;
  readonly checks: ForgetChecks | null;
  /** Pages it has yet to take, and rows that can still come back or have yet to go. */
  readonly doomed: number;
  readonly parked: number;
}
