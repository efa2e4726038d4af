import { useEffect, useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { AllKeys } from './all-keys.tsx';
import { FilterBar } from './filter-bar.tsx';
import { Found } from './found.tsx';
import { KeyHints } from './key-hints.tsx';
import { SearchField } from './search-field.tsx';
import { useSearch } from './use-search.ts';
import type { Ask } from './ask.ts';
import type { Forgetting } from './use-forgetting.tsx';
import type { FoundPassage } from '../../shared/contract/passage.ts';

export interface SearchScreenProps {
  readonly ask: Ask;
  readonly clock: () => Date;
  /** False while there is no app to ask; the field then waits. */
  readonly searchable: boolean;
  /** What stands beside the field while something is asked. */
  readonly aside?: (leave: () => void) => ComponentChildren;
  readonly foot: ComponentChildren;
  /** Shown while nothing is asked. */
  readonly children: ComponentChildren;
  /** After a page was opened in front. */
  readonly onOpened: () => void;
  /** Escape with nothing left to clear. */
  readonly onEscape: () => void;
  /** Ctrl+Enter outside the results: the main action for the open page. */
  readonly onMain: () => void;
  /** After a search was refused: the app may be away. */
  readonly onRefused: () => void;
  readonly forgetting: Forgetting;
}

/** Search from the first key to the opened sentence; popup and side panel share it. */
export function SearchScreen(props: SearchScreenProps) {
  const { ask, clock, searchable, onRefused } = props;
  const search = useSearch(ask, clock);
  const field = useRef<HTMLInputElement>(null);
  const results = useRef<HTMLElement>(null);
  const [selected, setSelected] = useState(0);
  const [allKeys, setAllKeys] = useState(false);
  const asked = searchable && search.question.trim() !== '';
  const current = search.answer?.results[selected];

  useEffect(() => {
    if (searchable) field.current?.focus();
  }, [searchable]);
  useEffect(() => setSelected(0), [search.answer]);
  const { refused } = search;
  useEffect(() => {
    if (refused !== null) onRefused();
  }, [refused, onRefused]);

  const leave = () => field.current?.focus();
  const open = async (found: FoundPassage, background: boolean) => {
    const { opened } = await ask('open-passage', { url: found.jump_url, background }).catch(() => ({
      opened: false,
    }));
    if (!opened) props.forgetting.say('The browser did not open this page. Try again.');
    else if (!background) props.onOpened();
  };
  const forgotten = () => {
    search.again();
    leave();
  };
  const clear = () => {
    search.ask('');
    leave();
  };
  const intoResults = () => results.current?.querySelectorAll<HTMLElement>('.hit-t')[selected]?.focus();
  const keyAct = (event: KeyboardEvent): (() => void) | undefined => {
    if (event.key === 'Escape') return search.question === '' ? props.onEscape : clear;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return props.onMain;
    if (event.altKey && (event.key === '1' || event.key === '2')) {
      return () => search.narrow({ ...search.narrowing, code: event.key === '2' });
    }
    if (event.target !== field.current || current === undefined) return undefined;
    if (event.key === 'ArrowDown') return intoResults;
    return event.key === 'Enter' && search.settled ? () => void open(current, false) : undefined;
  };
  const press = (event: KeyboardEvent) => {
    const act = event.isComposing ? undefined : keyAct(event);
    if (act === undefined) return;
    event.preventDefault();
    act();
  };

  return (
    <div class="screen" onKeyDown={press}>
      <header>
        <div class="p-head row-x">
          <SearchField field={field} value={search.question} disabled={!searchable} onValue={search.ask} />
          {asked && props.aside?.(() => search.ask(''))}
        </div>
        {asked && <FilterBar narrowing={search.narrowing} facets={search.facets} onNarrow={search.narrow} />}
      </header>
      <main
        ref={results}
        class="p-body"
        {...(asked ? { 'aria-label': 'Results', 'aria-busy': !search.settled } : {})}
      >
        {asked ? (
          <Found
            search={search}
            now={clock()}
            selected={selected}
            onSelect={setSelected}
            onOpen={(found, background) => void open(found, background)}
            onForget={(found) => props.forgetting.forget(found, forgotten)}
            onLeave={leave}
            onKeys={() => setAllKeys(true)}
          />
        ) : (
          props.children
        )}
      </main>
      {asked && current !== undefined && <KeyHints onAll={() => setAllKeys(true)} />}
      {props.foot}
      {allKeys && <AllKeys onClose={() => setAllKeys(false)} />}
    </div>
  );
}
