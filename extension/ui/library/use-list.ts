import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { MemoryQuery } from '../../../shared/contract/memory.ts';
import type { ListedPage } from '../../../shared/contract/page.ts';
import type { RefusedMessage } from '../../messages.ts';
import { askApp } from '../ask-app.ts';
import type { Ask } from '../ask.ts';
import { readPlace, writePlace } from './library-place.ts';
import type { LibraryPlace } from './library-place.ts';

/** Pages of one answer; the next come as a person gets near the end. */
const LEAF = 60;
const DAYS = { week: 7, month: 30, year: 365 };

export interface PageList {
  /** Null until the first answer. */
  readonly pages: readonly ListedPage[] | null;
  readonly total: number;
  readonly refused: RefusedMessage | null;
  readonly more: boolean;
  /** Asks for the next pages; does nothing while some are on their way. */
  readonly loadMore: () => void;
  /** Asks for the list anew. */
  readonly again: () => void;
  /** Shows a page as it is now. */
  readonly put: (page: ListedPage) => void;
}

interface Shown {
  readonly pages: readonly ListedPage[] | null;
  readonly total: number;
  readonly next: string | null;
  readonly refused: RefusedMessage | null;
}

const NOTHING: Shown = { pages: null, total: 0, next: null, refused: null };

function toQuery(place: LibraryPlace, now: Date): MemoryQuery {
  const since = place.date === 'any' ? null : new Date(now.getTime() - DAYS[place.date] * 86_400_000);
  return {
    limit: LEAF,
    sort: place.sort,
    ...(place.tag !== null && { tag: place.tag }),
    ...(place.site !== null && { domain: place.site }),
    ...(place.language !== null && { language: place.language }),
    ...(place.keep !== null && { filter: place.keep }),
    ...(since !== null && { since: since.toISOString() }),
  };
}

/** The kept pages that a place shows, some at a time; an answer to an earlier place is dropped however late it comes. */
export function useList(ask: Ask, clock: () => Date, place: LibraryPlace, live: boolean): PageList {
  const [shown, setShown] = useState(NOTHING);
  const [round, setRound] = useState(0);
  // What is read or asked does not change the list.
  const { address, wanted } = useMemo(() => {
    const narrowing = { ...place, question: '', read: null };
    return { address: `${round} ${writePlace(narrowing)}`, wanted: writePlace(narrowing) };
  }, [place, round]);
  const [further, setFurther] = useState({ address, cursor: '' });
  const cursor = further.address === address ? further.cursor : '';

  useEffect(() => {
    if (!live) return undefined;
    let newest = true;
    void (async () => {
      const query = { ...toQuery(readPlace(wanted), clock()), ...(cursor !== '' && { cursor }) };
      const answer = await askApp(ask, 'list', query);
      if (!newest) return;
      if ('refused' in answer) return setShown((now) => ({ ...now, refused: answer }));
      const { content, total_count: total, next_cursor: next } = answer;
      setShown(({ pages }) => {
        const kept = cursor === '' || pages === null ? [] : pages;
        return { pages: [...kept, ...content], total, next, refused: null };
      });
    })();
    return () => {
      newest = false;
    };
  }, [ask, clock, live, address, wanted, cursor]);

  const { next } = shown;
  // Asking twice for the same pages is asking once: nothing changes.
  const loadMore = useCallback(() => {
    if (next !== null) setFurther({ address, cursor: next });
  }, [address, next]);
  const again = useCallback(() => setRound((rounds) => rounds + 1), []);
  const put = useCallback((page: ListedPage) => {
    setShown((now) => ({
      ...now,
      pages: now.pages?.map((one) => (one.page_id === page.page_id ? page : one)) ?? null,
    }));
  }, []);
  return {
    ...shown,
    more: shown.next !== null,
    loadMore,
    again,
    put,
  };
}
