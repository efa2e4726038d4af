import type { RefObject } from 'preact';
import { Icon } from './icon.tsx';

export interface SearchFieldProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly value: string;
  readonly disabled: boolean;
  readonly onValue: (value: string) => void;
}

/** The one search field of a screen. */
export function SearchField({ field, value, disabled, onValue }: SearchFieldProps) {
  const clear = () => {
    onValue('');
    field.current?.focus();
  };
  return (
    <search class="search grow">
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        aria-label="Search your remembered pages"
        placeholder="Search your remembered pages"
        autocomplete="off"
        spellcheck={false}
        dir="auto"
        value={value}
        disabled={disabled}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
      {value !== '' && (
        <button type="button" class="ibtn ibtn-s" aria-label="Clear search" onClick={clear}>
          <Icon name="x" />
        </button>
      )}
    </search>
  );
}
