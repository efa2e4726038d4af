/** What a person has chosen for the page before remembering it. */
export interface RememberDraft {
  readonly tags: readonly string[];
  /** Text in the tag field that is not a tag yet; it becomes one when the page is remembered. */
  readonly typing: string;
  readonly note: string;
  readonly keep: 'permanent' | 'session_only' | 'days';
  readonly days: string;
}

export const EMPTY_DRAFT: RememberDraft = { tags: [], typing: '', note: '', keep: 'permanent', days: '30' };
