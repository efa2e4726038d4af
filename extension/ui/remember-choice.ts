import { LIMITS } from '../../shared/contract/limits.ts';
import type { Messages, PageState } from '../messages.ts';
import { addTags } from './add-tags.ts';
import { draftRetention } from './draft-retention.ts';
import type { RememberDraft } from './remember-draft.ts';

/** Everything of a `remember` message but its tab. */
export type RememberChoice = Omit<Messages['remember'][0], 'tab_id'>;

/** What a draft says about the page; a page remembered before keeps its tags, note and keep time. Null when the draft cannot be kept. */
export function rememberChoice(state: PageState, draft: RememberDraft): RememberChoice | null {
  const typed = draft.typing.split(',');
  if (state.kind === 'remembered' || state.kind === 'changed') {
    const { tags, note, retention_policy } = state.page;
    return { tags: addTags(tags, typed), note: note ?? '', retention_policy };
  }
  const retention_policy = draftRetention(draft);
  if (retention_policy === null) return null;
  const note = draft.note.trim().toWellFormed().slice(0, LIMITS.noteCharacters);
  return { tags: addTags(draft.tags, typed), note, retention_policy };
}
