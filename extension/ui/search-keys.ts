import type { SearchNarrowing } from './search-narrowing.ts';

/** What the keys of a search screen do, outside the list of what was found. */
export interface SearchKeys {
  /** Whether the key was pressed in the search field. */
  readonly inField: boolean;
  readonly escape: () => void;
  /** The main action for the open page. */
  readonly main: () => void;
  readonly lookIn: (where: SearchNarrowing['lookIn']) => void;
  /** Null while nothing is found. */
  readonly intoFound: (() => void) | null;
  /** Null while nothing that answers the question is found. */
  readonly open: ((copy: boolean) => void) | null;
}

const LOOK_IN: Readonly<Record<string, SearchNarrowing['lookIn']>> = { 1: 'text', 2: 'code', 3: 'images' };

/** What a key asks of the screen; null when nothing. */
export function searchKey(event: KeyboardEvent, keys: SearchKeys): (() => void) | null {
  const { inField, escape, main, lookIn, intoFound, open } = keys;
  if (event.isComposing) return null;
  if (event.key === 'Escape') return escape;
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return main;
  const where = event.altKey ? LOOK_IN[event.key] : undefined;
  if (where !== undefined) return () => lookIn(where);
  if (!inField) return null;
  if (event.key === 'ArrowDown') return intoFound;
  return event.key === 'Enter' && open !== null ? () => open(event.shiftKey) : null;
}
