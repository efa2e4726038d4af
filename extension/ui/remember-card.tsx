import { draftRetention } from './draft-retention.ts';
import { Icon } from './icon.tsx';
import { KeepChoice } from './keep-choice.tsx';
import { Key } from './key.tsx';
import { PageHead } from './page-head.tsx';
import { TagField } from './tag-field.tsx';
import type { Ask } from './ask.ts';
import type { RememberDraft } from './remember-draft.ts';

export interface RememberCardProps {
  readonly ask: Ask;
  readonly title: string;
  readonly url: string;
  readonly draft: RememberDraft;
  readonly onDraft: (change: Partial<RememberDraft>) => void;
  readonly onRemember: () => void;
}

/** A page that is not remembered yet, with everything one may say about it. */
export function RememberCard({ ask, title, url, draft, onDraft, onRemember }: RememberCardProps) {
  return (
    <form
      class="card this"
      onSubmit={(event) => {
        event.preventDefault();
        onRemember();
      }}
    >
      <PageHead title={title} url={url} />
      <TagField ask={ask} page={{ title, url }} tags={draft.tags} typing={draft.typing} onChange={onDraft} />
      <KeepChoice draft={draft} onChange={onDraft} />
      <div class="field">
        <label class="vh" for="note">
          Note
        </label>
        <span class="muted note-mark" aria-hidden="true">
          <Icon name="note" />
        </span>
        <input
          id="note"
          placeholder="Add a note (optional)"
          autocomplete="off"
          dir="auto"
          maxlength={10_000}
          value={draft.note}
          onInput={(event) => onDraft({ note: event.currentTarget.value })}
        />
      </div>
      <button type="submit" class="btn btn-main btn-big" disabled={draftRetention(draft) === null}>
        <Icon name="keep" size="large" />
        Remember this page <Key press="Ctrl+Enter" />
      </button>
    </form>
  );
}
