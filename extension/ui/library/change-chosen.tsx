import { useState } from 'preact/hooks';
import type { ListedPage, PageEdit } from '../../../shared/contract/page.ts';
import { addTags } from '../add-tags.ts';
import { draftRetention } from '../draft-retention.ts';
import { EMPTY_DRAFT } from '../remember-draft.ts';
import { KeepChoice } from '../keep-choice.tsx';
import { sayCount } from '../say-count.ts';
import { TagField } from '../tag-field.tsx';
import type { Ask } from '../ask.ts';
import { changePages } from './change-pages.ts';
import { ChangeDialog } from './change-dialog.tsx';

export interface ChangeChosenProps {
  readonly ask: Ask;
  readonly what: 'tags' | 'keep';
  readonly pages: readonly ListedPage[];
  readonly onClose: () => void;
  readonly onChanged: (words: string) => void;
}

/** Adds tags to the selected pages, or changes how long they stay. */
export function ChangeChosen({ ask, what, pages, onClose, onChanged }: ChangeChosenProps) {
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [busy, setBusy] = useState(false);
  const [first] = pages;
  if (first === undefined) return null;
  const added = addTags(draft.tags, draft.typing.split(','));
  const retention_policy = draftRetention(draft);
  const count = sayCount(pages.length, 'page');

  const editOf = (page: ListedPage): PageEdit =>
    what === 'tags'
      ? { tags: addTags(page.tags, added) }
      : { retention_policy: retention_policy ?? undefined };
  const change = async () => {
    setBusy(true);
    const { words } = await changePages(ask, pages, editOf);
    onChanged(words);
  };
  return (
    <ChangeDialog
      title={what === 'tags' ? `Add tags to ${count}` : `Change keep time of ${count}`}
      action={what === 'tags' ? 'Add' : 'Change'}
      refused={null}
      busy={busy}
      unfit={what === 'tags' ? added.length === 0 : retention_policy === null}
      onClose={onClose}
      onChange={() => void change()}
    >
      {what === 'tags' ? (
        <TagField
          ask={ask}
          page={first}
          tags={draft.tags}
          typing={draft.typing}
          onChange={(tags) => setDraft({ ...draft, ...tags })}
        />
      ) : (
        <KeepChoice draft={draft} onChange={(keep) => setDraft({ ...draft, ...keep })} />
      )}
    </ChangeDialog>
  );
}
