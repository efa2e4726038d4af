import { useEffect, useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { AllKeys } from './all-keys.tsx';
import { FilterBar } from './filter-bar.tsx';
import { Found } from './found.tsx';
import { ImageActions } from './image-actions.tsx';
import { KeyHints } from './key-hints.tsx';
import { SearchField } from './search-field.tsx';
import { foundPlaces } from './found-places.ts';
import { placeActs } from './place-acts.ts';
import { searchKey } from './search-keys.ts';
import { useSearch } from './use-search.ts';
import { useSelection } from './use-selection.ts';
import { useTagEditor } from './use-tag-editor.tsx';
import type { ImageActionsProps } from './image-actions.tsx';
import type { Forgetting } from './use-forgetting.tsx';
import type { SearchTools } from './use-answer.ts';
import type { TagExpansion } from './tag-expansion.ts';

export interface SearchScreenProps extends SearchTools {
  readonly expansion: TagExpansion;
  /** False while there is no app to ask; the field then waits. */
  readonly searchable: boolean;
  /** What stands beside the field while something is asked. */
  readonly aside?: (leave: () => void) => ComponentChildren;
  readonly foot: ComponentChildren;
  /** Shown while nothing is asked. */
  readonly children: ComponentChildren;
  /** After a page was opened in front. */
  readonly onOpened: () => void;
  readonly openCopy: (pageId: number) => void;
  /** Escape with nothing left to clear. */
  readonly onEscape: () => void;
  /** Ctrl+Enter outside the results: the main action for the open page. */
  readonly onMain: () => void;
  /** Asked from the beginning. @default nothing */
  readonly start?: string;
  /** After the question was changed. */
  readonly onQuestion?: (question: string) => void;
  /** After a search was refused: the app may be away. */
  readonly onRefused: () => void;
  readonly forgetting: Forgetting;
  /** Hands over the questions that are asked elsewhere, such as by words selected in a page. */
  readonly takeQuestions?: (ask: (question: string) => void) => void;
}

function Below({ pictures, ...chosen }: ImageActionsProps & { pictures: boolean }) {
  return pictures ? <ImageActions {...chosen} /> : <KeyHints onAll={chosen.acts.showKeys} />;
}

/** Search from the first key to the opened sentence; popup and side panel share it. */
export function SearchScreen(props: SearchScreenProps) {
  const { searchable, expansion, onRefused, onQuestion, takeQuestions } = props;
  const search = useSearch(props, props.start);
  const field = useRef<HTMLInputElement>(null);
  const body = useRef<HTMLElement>(null);
  const [allKeys, setAllKeys] = useState(false);
  const [widened, setWidened] = useState(expansion.read);
  const { question, narrowing, answer, refused } = search;
  const places = foundPlaces(answer, widened);
  const [selected, select] = useSelection(places, question);
  const tagEditor = useTagEditor(props.ask, search.again);
  const leave = () => field.current?.focus();
  const acts = placeActs(props, places, {
    select,
    editTags: tagEditor.edit,
    again: search.again,
    leave,
    showKeys: () => setAllKeys(true),
  });

  useEffect(() => {
    if (searchable) field.current?.focus();
  }, [searchable]);
  useEffect(() => takeQuestions?.(search.ask), [takeQuestions, search.ask]);
  useEffect(() => {
    if (refused !== null) onRefused();
  }, [refused, onRefused]);
  useEffect(() => onQuestion?.(question), [question, onQuestion]);

  const asked = searchable && question.trim() !== '';
  const pictures = narrowing.lookIn === 'images';
  const current = answer?.kind === (pictures ? 'pictures' : 'pages') ? places[selected] : undefined;
  const clear = () => {
    search.ask('');
    leave();
  };
  const widen = (on: boolean) => {
    setWidened(on);
    expansion.keep(on);
  };
  const press = (event: KeyboardEvent) => {
    const act = searchKey(event, {
      inField: event.target === field.current,
      escape: question === '' ? props.onEscape : clear,
      main: props.onMain,
      lookIn: (lookIn) => search.narrow({ ...narrowing, lookIn }),
      intoFound:
        current === undefined
          ? null
          : () => body.current?.querySelector<HTMLElement>('[aria-current=true]')?.focus(),
      open:
        current === undefined || !search.fits
          ? null
          : (copy) => (copy ? acts.openCopy(selected) : acts.open(selected, false)),
    });
    if (act === null) return;
    event.preventDefault();
    act();
  };

  return (
    <div class="screen" onKeyDown={press}>
      <header>
        <div class="p-head row-x">
          <SearchField field={field} value={question} disabled={!searchable} onValue={search.ask} />
          {asked && props.aside?.(() => search.ask(''))}
        </div>
        {asked && <FilterBar narrowing={narrowing} facets={search.facets} onNarrow={search.narrow} />}
      </header>
      <main
        ref={body}
        class="p-body"
        {...(asked ? { 'aria-label': 'Results', 'aria-busy': !search.settled } : {})}
      >
        {asked ? (
          <Found
            ask={props.ask}
            search={search}
            places={places}
            now={props.clock()}
            selected={selected}
            acts={acts}
            widened={widened}
            onWiden={widen}
          />
        ) : (
          props.children
        )}
      </main>
      {asked && current !== undefined && (
        <Below place={current} pictures={pictures} index={selected} acts={acts} />
      )}
      {props.foot}
      {allKeys && <AllKeys onClose={() => setAllKeys(false)} />}
      {tagEditor.layer}
    </div>
  );
}
