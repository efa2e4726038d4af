import { Key } from './key.tsx';
import type { FoundPlace } from './found-places.ts';
import type { ListActs } from './list-acts.ts';

export interface ImageActionsProps {
  readonly place: FoundPlace;
  readonly index: number;
  readonly acts: ListActs;
}

/** The page of the chosen picture and the ways to it. */
export function ImageActions({ place, index, acts }: ImageActionsProps) {
  return (
    <section class="im-d" aria-label="The chosen image">
      <b class="clip1" dir="auto">
        {place.title.trim() === '' ? place.url : place.title}
      </b>
      <span class="row-x">
        <button type="button" class="btn btn-main btn-s" onClick={() => acts.open(index, false)}>
          Open on the page <Key press="Enter" />
        </button>
        <button type="button" class="btn btn-s" onClick={() => acts.openCopy(index)}>
          Saved copy <Key press="Shift+Enter" />
        </button>
      </span>
    </section>
  );
}
