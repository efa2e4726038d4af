import type { FoundPlace } from './found-places.ts';
import type { ListActs } from './list-acts.ts';
import type { SearchScreenProps } from './search-screen.tsx';
import type { TaggedPage } from './tag-editor.tsx';

type Doors = Pick<SearchScreenProps, 'ask' | 'forgetting' | 'onOpened' | 'openCopy'>;

interface ScreenActs extends Pick<ListActs, 'select' | 'leave' | 'showKeys'> {
  readonly editTags: (page: TaggedPage) => void;
  readonly again: () => void;
}

/** What can be done with the places a search shows. */
export function placeActs(
  { ask, forgetting, onOpened, openCopy }: Doors,
  places: readonly FoundPlace[],
  { select, editTags, again, leave, showKeys }: ScreenActs,
): ListActs {
  const withPlace = (act: (place: FoundPlace) => void) => (index: number) => {
    const place = places[index];
    if (place !== undefined) act(place);
  };
  const open = async (url: string, background: boolean) => {
    const { opened } = await ask('open-passage', { url, background }).catch(() => ({ opened: false }));
    if (!opened) forgetting.say('The browser did not open this page. Try again.');
    else if (!background) onOpened();
  };
  const forgotten = () => {
    again();
    leave();
  };
  return {
    select,
    open: (index, background) => withPlace(({ address }) => void open(address, background))(index),
    openAddress: (address, background) => void open(address, background),
    openCopy: withPlace(({ page_id }) => openCopy(page_id)),
    editTags: withPlace((place) => place.tags !== null && editTags({ ...place, tags: place.tags })),
    forget: withPlace((place) => forgetting.forget(place, forgotten)),
    leave,
    showKeys,
  };
}
