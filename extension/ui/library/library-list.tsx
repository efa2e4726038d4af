import { useState } from 'preact/hooks';
import { useTagEditor } from '../use-tag-editor.tsx';
import type { Ask } from '../ask.ts';
import { BulkBar } from './bulk-bar.tsx';
import { ChangeChosen } from './change-chosen.tsx';
import { ClearSession } from './clear-session.tsx';
import { FacetsAside } from './facets.tsx';
import { ALL_PAGES, isNarrowed } from './library-place.ts';
import type { LibraryPlace } from './library-place.ts';
import { ListHead } from './list-head.tsx';
import { FirstPage, ListRefused, ListSkeleton, NoneMatch } from './list-states.tsx';
import { PageRows } from './page-rows.tsx';
import { RenameTag } from './rename-tag.tsx';
import type { RowActs } from './row-acts.ts';
import { SaveAddress } from './save-address.tsx';
import { useChosenPages } from './use-chosen-pages.ts';
import type { Facets } from './use-facets.ts';
import type { ForgettingPages } from './use-forget-pages.tsx';
import type { PageList } from './use-list.ts';
import { useListKeys } from './use-list-keys.tsx';
import type { Go } from './use-place.ts';

export interface LibraryListProps {
  readonly ask: Ask;
  readonly now: Date;
  readonly place: LibraryPlace;
  readonly go: Go;
  readonly list: PageList;
  readonly facets: Facets;
  readonly forgetting: ForgettingPages;
  /** After anything kept has changed. */
  readonly onChange: () => void;
  readonly toSearch: () => void;
}

interface ListedProps {
  readonly list: PageList;
  readonly place: LibraryPlace;
  readonly chosen: ReadonlySet<number>;
  readonly now: Date;
  readonly acts: RowActs;
  readonly onClear: () => void;
}

function Listed({ list, place, chosen, now, acts, onClear }: ListedProps) {
  const { pages, refused, more, loadMore } = list;
  if (pages === null && refused === null) return <ListSkeleton />;
  return (
    <>
      {refused !== null && <ListRefused sentence={refused.sentence} onAgain={list.again} />}
      {pages?.length === 0 && (isNarrowed(place) ? <NoneMatch onClear={onClear} /> : <FirstPage />)}
      {pages !== null && pages.length > 0 && (
        <PageRows pages={pages} chosen={chosen} now={now} acts={acts} more={more} loadMore={loadMore} />
      )}
    </>
  );
}

/** The kept pages: what narrows them, what can be done with them. */
export function LibraryList(props: LibraryListProps) {
  const { ask, now, place, go, list, facets, forgetting, onChange } = props;
  const pages = list.pages ?? [];
  const chosen = useChosenPages(pages);
  const [dialog, setDialog] = useState<'tags' | 'keep' | 'rename' | 'session' | null>(null);
  const tagEditor = useTagEditor(ask, onChange);
  const acts = {
    read: ({ page_id }: { page_id: number }) => go({ read: page_id }),
    choose: chosen.choose,
    forget: forgetting.forget,
    showTag: (tag: string) => go({ tag }),
  };
  const keys = useListKeys(pages, { ...acts, editTags: tagEditor.edit, search: props.toSearch });
  const changed = (words: string) => {
    setDialog(null);
    chosen.clear();
    forgetting.say(words);
    onChange();
  };
  const clear = () => go({ ...ALL_PAGES, sort: place.sort });
  return (
    <div class="lib">
      <FacetsAside facets={facets} place={place} go={go} />
      <section class="list" aria-label="Pages" aria-busy={list.pages === null && list.refused === null}>
        <SaveAddress ask={ask} onSaved={onChange} onRead={(read) => go({ read })} />
        <ListHead
          place={place}
          total={list.pages === null ? null : list.total}
          go={go}
          onRename={() => setDialog('rename')}
          onClearSession={() => setDialog('session')}
          onClear={clear}
          onKeys={keys.showKeys}
        />
        {chosen.pages.length > 0 && (
          <BulkBar
            chosen={chosen}
            listed={pages.length}
            onTag={() => setDialog('tags')}
            onKeep={() => setDialog('keep')}
            onForget={() => forgetting.forgetAll(chosen.pages, chosen.clear)}
          />
        )}
        <Listed list={list} place={place} chosen={chosen.ids} now={now} acts={acts} onClear={clear} />
      </section>
      {dialog === 'rename' && place.tag !== null && (
        <RenameTag
          ask={ask}
          tag={place.tag}
          tags={facets.tags}
          onClose={() => setDialog(null)}
          onRenamed={(tag, words) => {
            go({ tag }, 'stay');
            changed(words);
          }}
        />
      )}
      {dialog === 'session' && (
        <ClearSession ask={ask} pages={pages} onClose={() => setDialog(null)} onCleared={changed} />
      )}
      {(dialog === 'tags' || dialog === 'keep') && (
        <ChangeChosen
          ask={ask}
          what={dialog}
          pages={chosen.pages}
          onClose={() => setDialog(null)}
          onChanged={changed}
        />
      )}
      {tagEditor.layer}
      {keys.layer}
    </div>
  );
}
