import type { ForgetReceipt } from '../../shared/contract/memory.ts';
import { Failure } from '../failure.ts';
import type { SearchIndex } from '../index/search-index.ts';
import { requireAddressVariants } from '../security/require-web-address.ts';
import { findExpired } from '../store/expired-pages.ts';
import { findPageById, findPages } from '../store/find-page.ts';
import { forgetPages as removeRows } from '../store/forget-pages.ts';
import { noteVectors } from '../store/forget-receipts.ts';
import type { ForgottenRows, PageForgetting } from '../store/forget-rows.ts';
import { pageFacts } from '../store/page-facts.ts';
import type { Store } from '../store/open-store.ts';
import type { Eraser } from './forget-eraser.ts';

/** Pages taken out of the index in one go: some milliseconds, and questions are answered in between. */
const INDEX_PAGES = 16;

export interface ForgetTools {
  readonly store: Store;
  readonly index: SearchIndex;
  readonly now: () => number;
  /** Sees to it that nothing is left; without one, receipts stay unchecked. */
  readonly eraser?: Eraser;
}

/**
 * Why pages go. `asked`: a person or agent named them; they do not come back unasked. `session`: the session they belonged
 * to ended; what was asked for before does not come back. `expired`: their time is over; any capture is welcome.
 */
export type ForgetReason = 'asked' | 'session' | 'expired';

const KEEPS_OUT: Readonly<Record<ForgetReason, PageForgetting>> = {
  asked: { keeps_out: 'links' },
  session: { keeps_out: 'before' },
  expired: {},
};

/** Removes pages by their numbers with all that hangs on them; numbers that are not kept are passed over. The one way out for retention and revoking too. */
export function forgetPages(
  pageIds: readonly number[],
  reason: ForgetReason,
  tools: ForgetTools,
): Promise<ForgetReceipt> {
  return forgetAll(pageIds, KEEPS_OUT[reason], tools);
}

/** Removes what is kept under an address and its http, https and www spellings, and keeps out captures of it made before. */
export async function forgetPage(url: string, tools: ForgetTools): Promise<ForgetReceipt> {
  const variants = requireAddressVariants(url);
  const shown = (await findPages(tools.store, variants)).map((page) => page.page_id);
  // Those whose days are over show nowhere, but lie there until the sweep.
  const ids = [...shown, ...(await findExpired(tools.store, variants))];
  return forgetAll(ids, { keeps_out: 'links', addresses: variants.slice(0, 1) }, tools);
}

/** Removes one page; `not-found` when there is none of that number. */
export async function forgetPageById(pageId: number, tools: ForgetTools): Promise<ForgetReceipt> {
  if ((await findPageById(tools.store, pageId)) === null) {
    throw new Failure('not-found', `There is no page with the number ${pageId}.`);
  }
  return forgetPages([pageId], 'asked', tools);
}

/**
 * First from the truth on disk, then from the index, so that a crash in between leaves an index entry without a page,
 * which the next start removes.
 */
export async function forgetAll(
  pageIds: readonly number[],
  how: PageForgetting,
  tools: ForgetTools,
): Promise<ForgetReceipt> {
  const { store, index, eraser } = tools;
  const { receipt_id, pages, passages, images, versions, traces } = await removeFromStore(
    pageIds,
    how,
    tools,
  );
  const vectors = await removeFromIndex(pageIds, index);
  if (vectors > 0) await noteVectors(store, receipt_id, vectors).catch(passFullDisk);
  eraser?.take({ receipt_id, page_ids: pageIds, traces });
  return {
    receipt_id,
    pages,
    passages,
    vectors,
    images,
    versions,
    checked: false,
    removed_count: pages,
    ...(how.hidden_until !== undefined && {
      job_id: jobOf(receipt_id),
      hidden_until: new Date(how.hidden_until).toISOString(),
    }),
  };
}

/** The pages are gone: a disk that fails now costs the kept receipt one number, and nobody is told that nothing happened. */
function passFullDisk(error: unknown): void {
  if (!(error instanceof Failure) || error.code !== 'disk-full') throw error;
}

/** What a failing disk cut off takes its part of the pages out of the index too, before it is told. */
async function removeFromStore(
  pageIds: readonly number[],
  how: PageForgetting,
  { store, index, now }: ForgetTools,
): Promise<ForgottenRows> {
  try {
    return await removeRows(store, pageIds, now(), how);
  } catch (error) {
    const kept = new Set((await pageFacts(store, pageIds)).map(({ page_id }) => page_id));
    await removeFromIndex(
      pageIds.filter((id) => !kept.has(id)),
      index,
    );
    throw error;
  }
}

/** Answers how many vectors went. */
async function removeFromIndex(pageIds: readonly number[], index: SearchIndex): Promise<number> {
  let vectors = 0;
  for (let at = 0; at < pageIds.length; at += INDEX_PAGES) {
    vectors += (await index.removePages(pageIds.slice(at, at + INDEX_PAGES))).vectors;
  }
  return vectors;
}

/** The number of the job that hides pages until they are removed, and can be cancelled. */
export function jobOf(receiptId: string): string {
  return `forget-${receiptId}`;
}
