import { useRef } from 'preact/hooks';
import { ImageTile } from './image-tile.tsx';
import { pressInList } from './press-in-list.ts';
import type { Ask } from './ask.ts';
import type { FoundPlace } from './found-places.ts';
import type { ListActs } from './list-acts.ts';
import type { FoundImage } from '../../shared/contract/image.ts';

export interface ImageGridProps {
  readonly ask: Ask;
  readonly images: readonly FoundImage[];
  /** In the order of `images`. */
  readonly places: readonly FoundPlace[];
  readonly selected: number;
  readonly acts: ListActs;
}

function columnsOf(links: readonly HTMLElement[]): number {
  const top = links[0]?.getBoundingClientRect().top;
  return Math.max(1, links.filter((link) => link.getBoundingClientRect().top === top).length);
}

/** Found pictures as a grid of links; arrows move real focus the way they point. */
export function ImageGrid({ ask, images, places, selected, acts }: ImageGridProps) {
  const grid = useRef<HTMLUListElement>(null);
  const press = (event: KeyboardEvent) => {
    if (grid.current === null) return;
    const links = [...grid.current.querySelectorAll('a')];
    const columns = columnsOf(links);
    const onward = getComputedStyle(grid.current).direction === 'rtl' ? -1 : 1;
    pressInList(
      event,
      { links, selected, acts },
      {
        ArrowRight: Math.max(0, selected + onward),
        ArrowLeft: Math.max(0, selected - onward),
        ArrowDown: selected + columns,
        ArrowUp: selected - columns,
      },
    );
  };
  return (
    <ul class="imgs" ref={grid} onKeyDown={press}>
      {images.map((image, index) => (
        <ImageTile
          key={image.image_id}
          ask={ask}
          image={image}
          address={places[index]?.address ?? image.page_url}
          index={index}
          selected={index === selected}
          acts={acts}
        />
      ))}
    </ul>
  );
}
