import { ChipMenu } from './chip-menu.tsx';
import { Icon } from './icon.tsx';
import type { Facets } from './use-search.ts';
import type { SearchNarrowing } from './search-narrowing.ts';

export interface FilterBarProps {
  readonly narrowing: SearchNarrowing;
  readonly facets: Facets;
  readonly onNarrow: (narrowing: SearchNarrowing) => void;
}

/** The chips that limit a search. */
export function FilterBar({ narrowing, facets, onNarrow }: FilterBarProps) {
  const { lookIn, pastYear, site, tags } = narrowing;
  const choice = (name: string, value: SearchNarrowing['lookIn']) => (
    <label>
      <input
        type="radio"
        name="look-in"
        checked={lookIn === value}
        onChange={() => onNarrow({ ...narrowing, lookIn: value })}
      />
      {name}
    </label>
  );
  const toggleTag = (tag: string) =>
    onNarrow({
      ...narrowing,
      tags: tags.includes(tag) ? tags.filter((kept) => kept !== tag) : [...tags, tag],
    });
  const toggleSite = (chosen: string) => onNarrow({ ...narrowing, site: chosen === site ? null : chosen });
  return (
    <div class="p-filters" role="group" aria-label="Limit this search">
      <div class="seg" role="radiogroup" aria-label="Look in">
        {choice('Text', 'text')}
        {choice('Code', 'code')}
        {choice('Images', 'images')}
      </div>
      <span class="grow" />
      <ChipMenu name="Tags" choices={facets.tags} chosen={tags} onToggle={toggleTag} />
      <ChipMenu
        name="Site"
        choices={facets.sites}
        chosen={site === null ? [] : [site]}
        onToggle={toggleSite}
      />
      <button
        type="button"
        class="chip"
        aria-pressed={pastYear}
        onClick={() => onNarrow({ ...narrowing, pastYear: !pastYear })}
      >
        Past year
        {pastYear && <Icon name="x" size="small" />}
      </button>
    </div>
  );
}
