import { useEffect, useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { ListedPage } from '../../../shared/contract/page.ts';
import { LibraryKeys } from './library-keys.tsx';
import { pressKey } from './list-keys.ts';
import type { KeyActs } from './list-keys.ts';

const SETTING = 'pagekeep-single-keys';

/** Hears single keys while the list is shown, unless a person turned them off; `?` and `layer` tell all of them. */
export function useListKeys(
  pages: readonly ListedPage[],
  acts: Omit<KeyActs, 'showKeys'>,
): { showKeys: () => void; layer: ComponentChildren } {
  const [shown, setShown] = useState(false);
  const [on, setOn] = useState(() => localStorage.getItem(SETTING) !== 'off');
  const hearRef = useRef<(event: KeyboardEvent) => void>(() => undefined);
  const showKeys = () => setShown(true);
  useEffect(() => {
    hearRef.current = (event) => {
      const rows = document.querySelector<HTMLElement>('.rows');
      if (rows === null || rows.closest('[hidden]') !== null) return;
      if (pressKey(event, rows, pages, { ...acts, showKeys })) event.preventDefault();
    };
  });
  useEffect(() => {
    if (!on) return undefined;
    const hear = (event: KeyboardEvent) => hearRef.current(event);
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [on]);
  const turn = (wanted: boolean) => {
    localStorage.setItem(SETTING, wanted ? 'on' : 'off');
    setOn(wanted);
  };
  return {
    showKeys,
    layer: shown && <LibraryKeys on={on} onTurn={turn} onClose={() => setShown(false)} />,
  };
}
