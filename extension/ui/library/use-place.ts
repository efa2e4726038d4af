import { useCallback, useEffect, useState } from 'preact/hooks';
import { readPlace, writePlace } from './library-place.ts';
import type { LibraryPlace } from './library-place.ts';

/** `step` can be taken back with the back button; `stay` only changes the address. */
export type Go = (change: Partial<LibraryPlace>, how?: 'step' | 'stay') => void;

/** The place that the address names, and how to go to another. `visit` counts the times the browser led elsewhere, as by its back button. */
export function usePlace(): { place: LibraryPlace; go: Go; visit: number } {
  const [place, setPlace] = useState(() => readPlace(location.hash));

  const [visit, setVisit] = useState(0);

  useEffect(() => {
    const follow = () => {
      setPlace(readPlace(location.hash));
      setVisit((visits) => visits + 1);
    };
    addEventListener('popstate', follow);
    addEventListener('hashchange', follow);
    return () => {
      removeEventListener('popstate', follow);
      removeEventListener('hashchange', follow);
    };
  }, []);

  const go = useCallback<Go>((change, how = 'step') => {
    const next = { ...readPlace(location.hash), ...change };
    const fragment = writePlace(next);
    const address = `${location.pathname}${location.search}${fragment === '' ? '' : `#${fragment}`}`;
    if (how === 'step') history.pushState(null, '', address);
    else history.replaceState(null, '', address);
    setPlace(next);
  }, []);
  return { place, go, visit };
}
