import { useState } from 'preact/hooks';
import { Icon } from '../icon.tsx';

/** One value of a facet and how many pages have it; `pages` is null where nobody counted. */
export interface FacetChoice {
  readonly value: string;
  readonly name: string;
  readonly pages: number | null;
}

export interface FacetGroupProps {
  readonly name: string;
  readonly choices: readonly FacetChoice[];
  readonly chosen: string | null;
  readonly onChoose: (value: string | null) => void;
}

/** Choices shown before a person asks for all. */
const FEW = 6;

/** One facet of the list: choosing a value narrows it, choosing it again takes that back. */
export function FacetGroup({ name, choices, chosen, onChoose }: FacetGroupProps) {
  const [all, setAll] = useState(false);
  const known = choices.some(({ value }) => value === chosen);
  const lost = chosen === null || known ? [] : [{ value: chosen, name: chosen, pages: null }];
  const shown = [...lost, ...choices].filter(({ value }, at) => all || at < FEW || value === chosen);
  if (shown.length === 0) return null;
  return (
    <section class="fct" role="group" aria-label={name}>
      <h2>{name}</h2>
      <ul class={all ? 'fct-all' : ''}>
        {shown.map((choice) => (
          <li key={choice.value}>
            <button
              type="button"
              class="fct-b"
              aria-pressed={choice.value === chosen}
              onClick={() => onChoose(choice.value === chosen ? null : choice.value)}
            >
              <span class="fct-box">{choice.value === chosen && <Icon name="check" size="small" />}</span>
              <bdi class="clip1">{choice.name}</bdi>
              {choice.pages !== null && (
                <span class="num end">
                  {choice.pages.toLocaleString('en-GB')}
                  <span class="vh"> {choice.pages === 1 ? 'page' : 'pages'}</span>
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
      {choices.length > FEW && (
        <button type="button" class="btn btn-link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${choices.length.toLocaleString('en-GB')}`}
          <span class="vh"> {name.toLowerCase()}</span>
        </button>
      )}
    </section>
  );
}
