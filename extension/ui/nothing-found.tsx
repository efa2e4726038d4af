import { EVERYTHING } from './search-narrowing.ts';
import { sayNarrowing } from './say-narrowing.ts';
import type { SearchNarrowing } from './search-narrowing.ts';

export interface NothingFoundProps {
  readonly question: string;
  /** What the answer says it left out. */
  readonly notice: string | undefined;
  readonly narrowing: SearchNarrowing;
  readonly onNarrow: (narrowing: SearchNarrowing) => void;
}

const LIST = new Intl.ListFormat('en');

/** Says what was asked and what limited it, and offers the wider search. */
export function NothingFound({ question, notice, narrowing, onNarrow }: NothingFoundProps) {
  const limits = sayNarrowing(narrowing);
  const pictures = narrowing.lookIn === 'images';
  const everything = { ...EVERYTHING, lookIn: pictures ? ('images' as const) : EVERYTHING.lookIn };
  return (
    <div class="say">
      <div>
        <h1>
          {pictures ? 'No saved images match' : 'Nothing found for'} “<bdi>{question}</bdi>”
        </h1>
        {notice !== undefined && <p>{notice}</p>}
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
      {(limits.length > 0 || pictures) && (
        <div class="row-x wrap">
          {limits.length > 0 && (
            <button type="button" class="btn btn-main" onClick={() => onNarrow(everything)}>
              {pictures ? 'Search all images' : 'Search everything'}
            </button>
          )}
          {narrowing.pastYear && limits.length > 1 && (
            <button type="button" class="btn" onClick={() => onNarrow({ ...narrowing, pastYear: false })}>
              Clear date
            </button>
          )}
          {pictures && (
            <button
              type="button"
              class={limits.length > 0 ? 'btn' : 'btn btn-main'}
              onClick={() => onNarrow({ ...narrowing, lookIn: 'text' })}
            >
              Try Text
            </button>
          )}
        </div>
      )}
      {!pictures && notice === undefined && (
        <p>Or say it another way: Pagekeep looks for meaning, so a full question often works better.</p>
      )}
    </div>
  );
}
