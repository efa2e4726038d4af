import { EVERYTHING } from './search-narrowing.ts';
import { sayNarrowing } from './say-narrowing.ts';
import type { SearchNarrowing } from './search-narrowing.ts';

export interface NothingFoundProps {
  readonly question: string;
  readonly narrowing: SearchNarrowing;
  readonly onNarrow: (narrowing: SearchNarrowing) => void;
}

const LIST = new Intl.ListFormat('en');

/** Says what was asked and what limited it, and offers the wider search. */
export function NothingFound({ question, narrowing, onNarrow }: NothingFoundProps) {
  const limits = sayNarrowing(narrowing);
  return (
    <div class="say">
      <div>
        <h1>
          Nothing found for “<bdi>{question}</bdi>”
        </h1>
        {limits.length > 0 && (
          <p>
            You limited this search to{' '}
            {LIST.formatToParts(limits).map(({ type, value }) =>
              type === 'element' ? <b key={value}>{value}</b> : value,
            )}
            .
          </p>
        )}
      </div>
      {limits.length > 0 && (
        <div class="row-x wrap">
          <button type="button" class="btn btn-main" onClick={() => onNarrow(EVERYTHING)}>
            Search everything
          </button>
          {narrowing.pastYear && limits.length > 1 && (
            <button type="button" class="btn" onClick={() => onNarrow({ ...narrowing, pastYear: false })}>
              Clear date
            </button>
          )}
        </div>
      )}
      <p>Or say it another way: Pagekeep looks for meaning, so a full question often works better.</p>
    </div>
  );
}
