import { randomUUID } from 'node:crypto';
import type { ForgetReceipt } from '../../shared/contract/memory.ts';
import type { SearchIndex } from '../index/search-index.ts';
import { Failure } from '../failure.ts';
import { requireAddressVariants } from '../security/require-web-address.ts';
import { findPageById, findPages } from '../store/find-page.ts';
import { forgetPages as removeRows } from '../store/forget-pages.ts';
import type { Store } from '../store/open-store.ts';

export interface ForgetTools {
  readonly store: Store;
  readonly index: SearchIndex;
  readonly now: () => number;
}

/**
 * Why pages go. `asked`: a person or agent named them; they do not come back unasked. `session`: the session they belonged
 * to ended; the same. `expired`: their time is over; a later capture is welcome.
 */
export type ForgetReason = 'asked' | 'session' | 'expired';

/** Removes pages by their numbers with all that hangs on them; numbers that are not kept are passed over. The one way out for retention and revoking too. */
export function forgetPages(
  pageIds: readonly number[],
  _reason: ForgetReason,
  tools: ForgetTools,
): Promise<ForgetReceipt> {
  return forgetAll(pageIds, tools);
}

/**
 * Removes what is kept under an address and its http, https and www spellings: first from the truth on disk, then from
 * the index, so that a crash in between leaves an index entry without a page, which the next start removes.
 */
export async function forgetPage(url: string, tools: ForgetTools): Promise<ForgetReceipt> {
  const variants = requireAddressVariants(url);
  const ids = (await findPages(tools.store, variants)).map((page) => page.page_id);
  return ids.length === 0 ? forgotNothing() : forgetAll(ids, tools);
}

/** Removes one page; `not-found` when there is none of that number. */
export async function forgetPageById(pageId: number, tools: ForgetTools): Promise<ForgetReceipt> {
  if ((await findPageById(tools.store, pageId)) === null) {
    throw new Failure('not-found', `There is no page with the number ${pageId}.`);
  }
  return forgetAll([pageId], tools);
}

async function forgetAll(pageIds: readonly number[], tools: ForgetTools): Promise<ForgetReceipt> {
  const { receipt_id, pages, passages, images } = await removeRows(tools.store, pageIds, tools.now());
  const { vectors } = await tools.index.removePages(pageIds);
  return { receipt_id, pages, passages, vectors, images, versions: 0, checked: false, removed_count: pages };
}

function forgotNothing(): ForgetReceipt {
  const nothing = { pages: 0, passages: 0, vectors: 0, images: 0, versions: 0, removed_count: 0 };
  return { receipt_id: randomUUID(), ...nothing, checked: false };
}
