import { openAs } from './open-as.ts';
import type { ListActs } from './list-acts.ts';

export interface FoundLinks {
  /** The links that carry the focus, in the order shown. */
  readonly links: readonly HTMLElement[];
  readonly selected: number;
  readonly acts: ListActs;
}

/** Where a key leads: to the link with this index; below 0 to the search field. */
export type Moves = Readonly<Record<string, number>>;

/** Answers a key pressed among what was found; `more` are the keys that only this list knows. Whatever is not meant for it goes on. */
export function pressInList(
  event: KeyboardEvent,
  { links, selected, acts }: FoundLinks,
  moves: Moves,
  more: Readonly<Record<string, () => void>> = {},
): void {
  if (event.altKey) return;
  const to = { Home: 0, End: links.length - 1, ...moves }[event.key];
  const keys: Readonly<Record<string, () => void>> = { '/': acts.leave, '?': acts.showKeys, ...more };
  const onLink = event.target instanceof HTMLElement && links.includes(event.target);
  if (to !== undefined) {
    if (to < 0) acts.leave();
    else links[Math.min(to, links.length - 1)]?.focus();
  } else if (event.key === 'Enter' && onLink) {
    openAs(event, selected, acts);
  } else if (keys[event.key] !== undefined) {
    keys[event.key]?.();
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}
