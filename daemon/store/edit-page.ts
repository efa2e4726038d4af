import type { PageEdit } from '../../shared/contract/page.ts';
import { Failure } from '../failure.ts';
import { addTags } from './add-tags.ts';
import { readPages } from './find-page.ts';
import { giveTitle } from './given-title.ts';
import { inTransaction } from './in-store.ts';
import type { Store } from './open-store.ts';
import type { SessionOwner } from './rows.ts';
import { settleKeep } from './settle-keep.ts';
import { doomOf } from './take-doomed.ts';

/**
 * Changes what a person may change of a page, all of it or nothing. A weaker retention holds as well, since a person asked
 * for it; how long the page stays counts from then on. `session` is whose session a page kept for one belongs to. Answers
 * whether the title changed, and with it every passage's words; `not-found` when there is no such page.
 */
export function editPage(
  store: Store,
  pageId: number,
  edit: PageEdit,
  session?: SessionOwner,
): Promise<{ retitled: boolean }> {
  return inTransaction(store, (sql) => {
    // What is about to be forgotten is refused as forgotten: the answer must hold when the forgetting is through.
    if (readPages(sql, [pageId]).length === 0 || doomOf(store, sql, pageId) !== null) {
      throw new Failure('not-found', `There is no page with the number ${pageId}.`);
    }
    if (edit.tags !== undefined) {
      sql('delete from page_tags where page_id = ?').run(pageId);
      addTags(sql, pageId, edit.tags);
    }
    if (edit.note !== undefined) {
      sql('update pages set note = ? where page_id = ?').run(edit.note === '' ? null : edit.note, pageId);
    }
    if (edit.retention_policy !== undefined) {
      sql('update pages set retention_policy = ? where page_id = ?').run(edit.retention_policy, pageId);
    }
    if (edit.pinned !== undefined) {
      sql('update pages set pinned = ? where page_id = ?').run(edit.pinned ? 1 : 0, pageId);
    }
    if (edit.retention_policy !== undefined || edit.pinned !== undefined) settleKeep(sql, pageId, session);
    return { retitled: edit.title !== undefined && giveTitle(sql, pageId, edit.title) };
  });
}
