import type { UndoneForgetting } from '../../shared/contract/forget-endpoints.ts';
import { restorePages } from '../store/forget-parked.ts';
import type { ForgetTools } from './forget-page.ts';
import { jobOf } from './forget-page.ts';

const PREFIX = jobOf('');

export interface UndoTools extends Pick<ForgetTools, 'store' | 'eraser'> {
  /** Makes pages findable again. */
  readonly publisher: { publish(pageId: number): Promise<boolean> };
}

/** Whether a job is a forgetting. */
export function isForgetting(jobId: string): boolean {
  return jobId.startsWith(PREFIX);
}

/**
 * Brings hidden pages back as they were. Their words answer at once, their meaning once it is embedded again. `conflict`
 * when they are gone for good, `not-found` for an unknown job.
 */
export async function undoForgetting(jobId: string, tools: UndoTools): Promise<UndoneForgetting> {
  const receiptId = jobId.slice(PREFIX.length);
  const pages = await restorePages(tools.store, receiptId);
  tools.eraser?.letGo(receiptId);
  for (const page of pages) void tools.publisher.publish(page);
  return { job_id: jobId, state: 'cancelled', pages: pages.length };
}
