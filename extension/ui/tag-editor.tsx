import { useState } from 'preact/hooks';
import { addTags } from './add-tags.ts';
import { askApp } from './ask-app.ts';
import { Modal } from './modal.tsx';
import { TagField } from './tag-field.tsx';
import type { Ask } from './ask.ts';
import type { NamedPage } from './named-page.ts';

/** A kept page and the words on it. */
export interface TaggedPage extends NamedPage {
  readonly page_id: number;
  readonly tags: readonly string[];
}

export interface TagEditorProps {
  readonly ask: Ask;
  readonly page: TaggedPage;
  readonly onClose: () => void;
  /** Once they are kept. */
  readonly onSaved: () => void;
}

/** Changes the tags of a kept page; nothing is kept until Save tags. */
export function TagEditor({ ask, page, onClose, onSaved }: TagEditorProps) {
  const [draft, setDraft] = useState({ tags: page.tags, typing: '' });
  const [refused, setRefused] = useState<string | null>(null);
  const save = async () => {
    const tags = addTags(draft.tags, draft.typing.split(','));
    const edited = await askApp(ask, 'editPage', { id: page.page_id, tags });
    if ('refused' in edited) return setRefused(edited.sentence);
    return onSaved();
  };
  return (
    <Modal title="Edit tags" onClose={onClose}>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p class="clip1" dir="auto">
          {page.title.trim() === '' ? page.url : page.title}
        </p>
        <TagField
          ask={ask}
          page={page}
          tags={draft.tags}
          typing={draft.typing}
          onChange={(change) => {
            setDraft(change);
            setRefused(null);
          }}
        />
        <div role="alert">{refused !== null && <p class="unfit">{refused}</p>}</div>
        <div class="row-x dialog-do">
          <button type="button" class="btn" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="btn btn-main">
            Save tags
          </button>
        </div>
      </form>
    </Modal>
  );
}
