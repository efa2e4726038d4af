import { parseRetention } from '../../../shared/contract/retention.ts';
import { LIMITS } from '../../../shared/contract/limits.ts';
import type { ListedPage, PageEdit } from '../../../shared/contract/page.ts';
import { addTags } from '../add-tags.ts';
import { draftRetention } from '../draft-retention.ts';
import { EMPTY_DRAFT } from '../remember-draft.ts';
import type { RememberDraft } from '../remember-draft.ts';

/** What a person is changing of a kept page. */
export interface PageDraft extends RememberDraft {
  readonly title: string;
  readonly pinned: boolean;
}

/** The draft of a page as it is kept. */
export function draftOf(page: ListedPage): PageDraft {
  const retention = parseRetention(page.retention_policy);
  return {
    title: page.title,
    pinned: page.pinned === true,
    tags: page.tags,
    typing: '',
    note: page.note ?? '',
    keep: retention?.kind ?? 'permanent',
    days: retention?.kind === 'days' ? String(retention.days) : EMPTY_DRAFT.days,
  };
}

/** Only what the draft changes, so that nobody else's change is undone; empty for nothing, null when the keep time cannot be kept. */
export function editOf(page: ListedPage, draft: PageDraft): PageEdit | null {
  const tags = addTags(draft.tags, draft.typing.split(','));
  const title = draft.title.trim().toWellFormed().slice(0, LIMITS.titleCharacters);
  const note = draft.note.trim().toWellFormed().slice(0, LIMITS.noteCharacters);
  const retention_policy = draftRetention(draft);
  if (retention_policy === null) return null;
  return {
    ...(tags.join('\n') !== page.tags.join('\n') && { tags }),
    ...(title !== page.title && { title }),
    ...(note !== (page.note ?? '') && { note }),
    ...(retention_policy !== page.retention_policy && { retention_policy }),
    ...(draft.pinned !== (page.pinned === true) && { pinned: draft.pinned }),
  };
}
