import { Failure } from '../failure.ts';
import type { Store } from './open-store.ts';

/** The condition on `checked_pages as pages` under which all that lists show of a page is as it was kept: nobody is shown another. */
export const SOUND = `(pages.sound and not exists (
  select 1 from checked_page_tags where checked_page_tags.page_id = pages.page_id and not checked_page_tags.sound
) and not exists (
  select 1 from checked_passages where checked_passages.page_id = pages.page_id
    and checked_passages.ordinal = 0 and not checked_passages.sound))`;

/** Says that a page, or a part of it, is not what was kept. */
export function damagedPage(pageId: number): Failure {
  return new Failure(
    'data-damaged',
    `Page ${pageId} is damaged on disk, so it is not shown. Bring it back from a backup: pagekeep restore. Or remember it anew.`,
  );
}

/** What to say with an answer that leaves out what is damaged; null while nothing damaged was met. */
export function sayDamage({ damage }: Pick<Store, 'damage'>): string | null {
  if (damage.size === 0) return null;
  return 'Something kept is damaged on disk and was left out. In a terminal, pagekeep verify says what it is.';
}
