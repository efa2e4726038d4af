import { Icon } from './icon.tsx';
import type { Respelled } from '../../shared/contract/passage.ts';

export interface SearchedInsteadProps {
  readonly respelled: readonly Respelled[];
  readonly onAsTyped: () => void;
}

const LIST = new Intl.ListFormat('en');

function Quoted({ words }: { words: readonly string[] }) {
  return LIST.formatToParts(words).map(({ type, value }) =>
    type === 'element' ? (
      <b key={value}>
        “<bdi>{value}</bdi>”
      </b>
    ) : (
      value
    ),
  );
}

/** Says which words were searched for in place of others that stand on no saved page, and offers the others. */
export function SearchedInstead({ respelled, onAsTyped }: SearchedInsteadProps) {
  return (
    <div class="notice-row">
      <div class="notice" role="status">
        <Icon name="search" />
        <span class="grow">
          Searched for <Quoted words={respelled.map(({ to }) => to)} /> instead of{' '}
          <Quoted words={respelled.map(({ from }) => from)} />.
        </span>
        <button type="button" class="btn btn-link" onClick={onAsTyped}>
          Search as typed
        </button>
      </div>
    </div>
  );
}
