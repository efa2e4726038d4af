import { addTags } from './add-tags.ts';
import { readPages } from './find-page.ts';
import { inTransaction } from './in-store.ts';
import { completeImages } from './keep-images.ts';
import type { Store } from './open-store.ts';
import { rememberAddress } from './remember-address.ts';
import { rememberCapture } from './remember-capture.ts';
import type { PageTouch, StoredPage } from './rows.ts';
import { settleKeep } from './settle-keep.ts';
import { strongerRetention } from './stronger-retention.ts';
import { doomOf } from './take-doomed.ts';

/** Notes that a page was seen again unchanged and answers with the page as it is now; null when it was forgotten or is about to be. */
export function touchPage(store: Store, touch: PageTouch): Promise<StoredPage | null> {
  return inTransaction(store, (sql) => {
    const [page] = readPages(sql, [touch.page_id]);
    if (page === undefined || doomOf(store, sql, touch.page_id) !== null) return null;
    sql(
      'update pages set captured_at = ?, note = coalesce(?, note), retention_policy = ? where page_id = ?',
    ).run(
      touch.captured_at,
      touch.note ?? null,
      strongerRetention(page.retention_policy, touch.retention_policy ?? page.retention_policy),
      touch.page_id,
    );
    rememberAddress(sql, touch.seen_at, touch.page_id);
    addTags(sql, touch.page_id, touch.tags ?? []);
    settleKeep(sql, touch.page_id, touch.session);
    completeImages(sql, touch.page_id, touch.images ?? []);
    rememberCapture(sql, touch.capture_id, touch.page_id, 'unchanged');
    return readPages(sql, [touch.page_id])[0] ?? page;
  });
}
