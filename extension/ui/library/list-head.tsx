import { Icon } from '../icon.tsx';
import { Key } from '../key.tsx';
import { isNarrowed } from './library-place.ts';
import type { LibraryPlace } from './library-place.ts';
import type { Go } from './use-place.ts';

export interface ListHeadProps {
  readonly place: LibraryPlace;
  /** Null until known. */
  readonly total: number | null;
  readonly go: Go;
  readonly onRename: () => void;
  readonly onClearSession: () => void;
  readonly onClear: () => void;
  readonly onKeys: () => void;
}

const SORTS = [
  ['newest', 'Newest first'],
  ['oldest', 'Oldest first'],
  ['title', 'By title'],
] as const;

/** What the list shows, how many, in which order. */
export function ListHead({ place, total, go, onRename, onClearSession, onClear, onKeys }: ListHeadProps) {
  const narrowed = isNarrowed(place);
  return (
    <div class="list-h">
      <h1>{narrowed ? 'Some pages' : 'All pages'}</h1>
      <span class="muted num" role="status">
        {total === null ? '' : total.toLocaleString('en-GB')}
        {total !== null && <span class="vh"> {total === 1 ? 'page' : 'pages'}</span>}
      </span>
      {narrowed && (
        <button type="button" class="btn btn-link" onClick={onClear}>
          Clear filters
        </button>
      )}
      {place.tag !== null && (
        <button type="button" class="btn btn-s" onClick={onRename}>
          <Icon name="tag" size="small" />
          Rename tag
        </button>
      )}
      {place.keep === 'session_only' && total !== null && total > 0 && (
        <button type="button" class="btn btn-s btn-bad" onClick={onClearSession}>
          <Icon name="trash" size="small" />
          Forget this session…
        </button>
      )}
      <span class="grow" />
      <button type="button" class="btn btn-s btn-quiet" onClick={onKeys}>
        <Key press="?" /> All keys
      </button>
      <span class="selectbox">
        <select
          class="select"
          aria-label="Sort by"
          value={place.sort}
          onChange={(event) => {
            const sort = SORTS.find(([value]) => value === event.currentTarget.value)?.[0];
            if (sort !== undefined) go({ sort }, 'stay');
          }}
        >
          {SORTS.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
        <Icon name="down" size="small" />
      </span>
    </div>
  );
}
