import { addTags } from './add-tags.ts';
import { Icon } from './icon.tsx';

export interface TagFieldProps {
  /** Tags the saved page has already; shown, not removable here. */
  readonly kept?: readonly string[];
  readonly tags: readonly string[];
  readonly typing: string;
  readonly onChange: (change: { tags: readonly string[]; typing: string }) => void;
}

/** Words on a page: Enter or a comma adds one, Backspace in the empty field takes the last back. */
export function TagField({ kept, tags, typing, onChange }: TagFieldProps) {
  const type = (text: string) => {
    const cut = text.lastIndexOf(',');
    if (cut === -1) return onChange({ tags, typing: text });
    return onChange({ tags: addTags(tags, text.slice(0, cut)), typing: text.slice(cut + 1).trimStart() });
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.isComposing) return;
    if (event.key === 'Enter' && typing.trim() !== '') {
      event.preventDefault();
      onChange({ tags: addTags(tags, typing), typing: '' });
    } else if (event.key === 'Backspace' && typing === '' && tags.length > 0) {
      event.preventDefault();
      onChange({ tags: tags.slice(0, -1), typing: '' });
    }
  };
  return (
    <div>
      <label class="label" for="tags">
        Tags
      </label>
      <div class="field">
        {kept?.map((tag) => (
          <span key={tag} class="tag">
            <bdi>{tag}</bdi>
          </span>
        ))}
        {tags.map((tag) => (
          <span key={tag} class="tag">
            <bdi>{tag}</bdi>
            <button
              type="button"
              class="ibtn x24"
              aria-label={`Remove tag ${tag}`}
              onClick={() => onChange({ tags: tags.filter((other) => other !== tag), typing })}
            >
              <Icon name="x" />
            </button>
          </span>
        ))}
        <input
          id="tags"
          placeholder="Add a tag"
          autocomplete="off"
          dir="auto"
          value={typing}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={press}
        />
      </div>
    </div>
  );
}
