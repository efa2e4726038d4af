import { useId } from 'preact/hooks';
import { addTags } from './add-tags.ts';
import { Icon } from './icon.tsx';
import { useTagSuggestions } from './use-tag-suggestions.ts';
import type { Ask } from './ask.ts';
import type { NamedPage } from './named-page.ts';

export interface TagFieldProps {
  readonly ask: Ask;
  readonly page: NamedPage;
  readonly tags: readonly string[];
  /** Text that is not a tag yet. */
  readonly typing: string;
  readonly onChange: (change: { tags: readonly string[]; typing: string }) => void;
}

/** Words on a page: Enter or a comma adds one, Backspace in the empty field takes the last back, and some are offered. */
export function TagField({ ask, page, tags, typing, onChange }: TagFieldProps) {
  const id = useId();
  const offered = useTagSuggestions(ask, page, tags, typing);
  const add = (tag: string) => onChange({ tags: addTags(tags, [tag]), typing: '' });
  const type = (text: string) => {
    const cut = text.lastIndexOf(',');
    if (cut === -1) return onChange({ tags, typing: text });
    return onChange({
      tags: addTags(tags, text.slice(0, cut).split(',')),
      typing: text.slice(cut + 1).trimStart(),
    });
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.isComposing) return;
    if (event.key === 'Enter' && typing.trim() !== '') {
      event.preventDefault();
      add(typing);
    } else if (event.key === 'Backspace' && typing === '' && tags.length > 0) {
      event.preventDefault();
      onChange({ tags: tags.slice(0, -1), typing: '' });
    }
  };
  return (
    <div>
      <label class="label" for={id}>
        Tags
      </label>
      <div class="field field-tags">
        {tags.map((tag) => (
          <span key={tag} class="tag">
            <bdi class="clip1">{tag}</bdi>
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
          id={id}
          placeholder="Add a tag"
          autocomplete="off"
          dir="auto"
          value={typing}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={press}
        />
      </div>
      <div class="sug" role="group" aria-label="Suggested tags">
        {offered.map((tag) => (
          <button key={tag} type="button" class="tag tag-add" onClick={() => add(tag)}>
            <Icon name="plus" />
            <bdi class="clip1">{tag}</bdi>
          </button>
        ))}
      </div>
    </div>
  );
}
