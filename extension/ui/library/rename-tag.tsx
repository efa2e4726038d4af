import { useId, useState } from 'preact/hooks';
import { tagKey } from '../../../shared/contract/tag-key.ts';
import { LIMITS } from '../../../shared/contract/limits.ts';
import type { TagList } from '../../../shared/contract/tag.ts';
import { askApp } from '../ask-app.ts';
import { sayCount } from '../say-count.ts';
import type { Ask } from '../ask.ts';
import { ChangeDialog } from './change-dialog.tsx';

export interface RenameTagProps {
  readonly ask: Ask;
  readonly tag: string;
  readonly tags: TagList | null;
  readonly onClose: () => void;
  readonly onRenamed: (into: string, words: string) => void;
}

/** Gives a tag another name on every page; where that name is taken the two become one, which is said before. */
export function RenameTag({ ask, tag, tags, onClose, onRenamed }: RenameTagProps) {
  const id = useId();
  const [name, setName] = useState(tag);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const into = name.trim();
  const taken = tags?.tags.find((one) => tagKey(one.tag) === tagKey(into) && tagKey(into) !== tagKey(tag));

  const rename = async () => {
    setBusy(true);
    const answer = await askApp(ask, 'mergeTags', { from: [tag], into });
    setBusy(false);
    if ('refused' in answer) return setRefused(answer.sentence);
    return onRenamed(answer.into, `Renamed the tag on ${sayCount(answer.pages, 'page')}.`);
  };
  return (
    <ChangeDialog
      title="Rename this tag"
      action={taken === undefined ? 'Rename' : 'Join the tags'}
      refused={refused}
      busy={busy}
      unfit={into === '' || into === tag}
      onClose={onClose}
      onChange={() => void rename()}
    >
      <div>
        <label class="label" for={id}>
          New name
        </label>
        <div class="field">
          <input
            id={id}
            autofocus
            autocomplete="off"
            dir="auto"
            maxlength={LIMITS.tagCharacters}
            value={name}
            onInput={(event) => {
              setName(event.currentTarget.value);
              setRefused(null);
            }}
          />
        </div>
      </div>
      {taken !== undefined && (
        <p role="status">
          <bdi>{taken.tag}</bdi> is on {sayCount(taken.pages, 'page')} already. The two become one, and you
          can’t undo it.
        </p>
      )}
    </ChangeDialog>
  );
}
