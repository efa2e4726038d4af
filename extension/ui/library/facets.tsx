import { useState } from 'preact/hooks';
import { Icon } from '../icon.tsx';
import { FacetGroup } from './facet-group.tsx';
import type { FacetChoice } from './facet-group.tsx';
import { sayBytes } from './say-bytes.ts';
import { nameKeep } from './say-keep.ts';
import { sayLanguage } from './say-language.ts';
import type { LibraryPlace } from './library-place.ts';
import type { Facets } from './use-facets.ts';
import type { Go } from './use-place.ts';

export interface FacetsAsideProps {
  readonly facets: Facets;
  readonly place: LibraryPlace;
  readonly go: Go;
}

const DATES = [
  ['any', 'Any time'],
  ['week', 'Past week'],
  ['month', 'Past month'],
  ['year', 'Past year'],
] as const;

function choicesOf(
  breakdown: readonly { name: string | null; pages: number }[] | undefined,
  nameOf: (value: string) => string,
): FacetChoice[] {
  return (breakdown ?? []).flatMap(({ name: value, pages }) =>
    value === null ? [] : [{ value, name: nameOf(value), pages }],
  );
}

/** What narrows the list, with counts, and how much is kept. */
export function FacetsAside({ facets: { tags, sites, stats }, place, go }: FacetsAsideProps) {
  const [open, setOpen] = useState(false);
  const tagChoices = (tags?.tags ?? []).map(({ tag, pages }) => ({ value: tag, name: tag, pages }));
  const siteChoices = (sites?.domains ?? []).map(({ domain, page_count: pages }) => ({
    value: domain,
    name: domain,
    pages,
  }));
  return (
    <>
      <button type="button" class="btn side-fold" aria-expanded={open} onClick={() => setOpen(!open)}>
        Narrow the list
        <Icon name="down" size="small" />
      </button>
      <section class={open ? 'side is-open' : 'side'} aria-label="Narrow the list">
        <FacetGroup name="Tags" choices={tagChoices} chosen={place.tag} onChoose={(tag) => go({ tag })} />
        <FacetGroup
          name="Sites"
          choices={siteChoices}
          chosen={place.site}
          onChoose={(site) => go({ site })}
        />
        <FacetGroup
          name="Language"
          choices={choicesOf(stats?.by_language, sayLanguage)}
          chosen={place.language}
          onChoose={(language) => go({ language })}
        />
        <FacetGroup
          name="Keep"
          choices={choicesOf(stats?.by_retention, nameKeep)}
          chosen={place.keep}
          onChoose={(keep) => go({ keep })}
        />
        <section class="fct">
          <h2 id="facet-date">Date</h2>
          <span class="selectbox">
            <select
              class="select"
              aria-labelledby="facet-date"
              value={place.date}
              onChange={(event) => {
                const date = DATES.find(([value]) => value === event.currentTarget.value)?.[0];
                if (date !== undefined) go({ date });
              }}
            >
              {DATES.map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </select>
            <Icon name="down" size="small" />
          </span>
        </section>
        {stats !== null && (
          <div class="usage card">
            <p>
              <b>{sayBytes(stats.database_size_bytes + stats.index_size_bytes)} used</b>
            </p>
            <p>{stats.total_passages.toLocaleString('en-GB')} passages, on this computer only</p>
          </div>
        )}
      </section>
    </>
  );
}
