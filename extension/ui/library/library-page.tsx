import { useCallback, useEffect, useRef } from 'preact/hooks';
import { Brand } from '../brand.tsx';
import { SearchScreen } from '../search-screen.tsx';
import { useAppState } from '../use-app-state.ts';
import type { AppState } from '../../messages.ts';
import type { ListedPage } from '../../../shared/contract/page.ts';
import type { Ask } from '../ask.ts';
import type { NamedPage } from '../named-page.ts';
import type { TagExpansion } from '../tag-expansion.ts';
import { LibraryGate } from './library-gate.tsx';
import { LibraryList } from './library-list.tsx';
import { LibraryState } from './library-state.tsx';
import { ALL_PAGES } from './library-place.ts';
import { Reader } from './reader.tsx';
import { useAskedByAddress } from './use-asked-by-address.ts';
import { useFacets } from './use-facets.ts';
import { useForgetPages } from './use-forget-pages.tsx';
import { useList } from './use-list.ts';
import { usePlace } from './use-place.ts';

export interface LibraryPageProps {
  readonly ask: Ask;
  readonly clock: () => Date;
  readonly expansion: TagExpansion;
  /** Null on a page that the app serves: it has no options of its own. */
  readonly openOptions: (() => void) | null;
  /** Null on a page that the app serves: it takes the digits itself. */
  readonly openConnect: (() => void) | null;
  /** Why the link that led here did not connect; null when it did or there was none. */
  readonly refusedLink: string | null;
  readonly copy: (text: string) => Promise<void>;
}

const nothing = () => undefined;

/** The library: everything kept, searched, listed, read, changed and forgotten. The extension and the app show the same. */
export function LibraryPage(props: LibraryPageProps) {
  const { ask, clock } = props;
  const { app, look } = useAppState(ask);
  if (app === null) return <main class="lib-wait" aria-busy="true" aria-label="Library" />;
  if (app.paired && app.running) return <OpenLibrary {...props} app={app} look={look} />;
  const disconnect = null;
  return (
    <div class="lib-page lib-closed">
      <header class="lib-brand">
        <Brand />
      </header>
      <main>
        <LibraryGate {...props} app={app} look={look} />
      </main>
      <LibraryState app={app} now={clock()} openOptions={props.openOptions} disconnect={disconnect} />
    </div>
  );
}

/** Gives the focus back to the page that was read, once the list is there again. */
function useWayBack(read: number | null): void {
  const beforeRef = useRef(read);
  useEffect(() => {
    const before = beforeRef.current;
    beforeRef.current = read;
    if (read !== null || before === null) return;
    const title = document.querySelector<HTMLElement>(`[data-page="${before}"] .hit-t`);
    const found = document.querySelector<HTMLElement>('.p-body [aria-current=true]');
    (title ?? found)?.focus();
  }, [read]);
}

function OpenLibrary(props: LibraryPageProps & { app: AppState; look: () => void }) {
  const { ask, clock, app, look, openConnect } = props;
  const { place, go, visit } = usePlace();
  const list = useList(ask, clock, place, true);
  const facets = useFacets(ask, true);
  const root = useRef<HTMLDivElement>(null);
  const now = clock();
  const { again, refused } = list;
  const { look: lookAtFacets } = facets;
  const changed = useCallback(() => {
    again();
    lookAtFacets();
    look();
  }, [again, lookAtFacets, look]);
  const forgetting = useForgetPages(ask, changed);
  const question = useCallback((asked: string) => go({ question: asked }, 'stay'), [go]);
  useEffect(() => {
    if (refused !== null) look();
  }, [refused, look]);
  useWayBack(place.read);

  const { takeQuestions, ask: askAnew } = useAskedByAddress(visit);
  const backToList = () => go({ read: null });
  const toAll = (event: Event) => {
    event.preventDefault();
    askAnew('');
    go(ALL_PAGES);
  };
  const toSearch = () => root.current?.querySelector<HTMLElement>('input[type=search]')?.focus();
  const toList = () => root.current?.querySelector<HTMLElement>('.rows .hit-t')?.focus();
  const changedOne = (page: ListedPage) => {
    list.put(page);
    lookAtFacets();
  };
  const disconnect = () => void ask('unpair', {}).then(look, look);
  return (
    <>
      <div ref={root} class="lib-page" hidden={place.read !== null}>
        <nav class="lib-brand" aria-label="Library">
          <a href="#" onClick={toAll}>
            <Brand />
          </a>
        </nav>
        <SearchScreen
          ask={ask}
          clock={clock}
          cache={null}
          memory={null}
          expansion={props.expansion}
          searchable
          start={place.question}
          onQuestion={question}
          takeQuestions={takeQuestions}
          forgetting={forgetting}
          onRefused={look}
          onOpened={nothing}
          openCopy={(read) => go({ read })}
          onEscape={toList}
          onMain={nothing}
          foot={
            <LibraryState
              app={app}
              now={now}
              openOptions={props.openOptions}
              disconnect={openConnect === null ? disconnect : null}
            />
          }
        >
          <LibraryList
            ask={ask}
            now={now}
            place={place}
            go={go}
            list={list}
            facets={facets}
            forgetting={forgetting}
            onChange={changed}
            toSearch={toSearch}
          />
        </SearchScreen>
      </div>
      {place.read !== null && (
        <Reader
          key={place.read}
          ask={ask}
          pageId={place.read}
          now={now}
          onBack={backToList}
          onChanged={changedOne}
          onForget={(page: NamedPage) => forgetting.forget(page, backToList)}
        />
      )}
      {forgetting.layer}
    </>
  );
}
