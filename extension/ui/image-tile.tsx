import { openAs } from './open-as.ts';
import { sayFormat } from './say-format.ts';
import { sayPicture } from './say-picture.ts';
import { Thumbnail } from './thumbnail.tsx';
import type { Ask } from './ask.ts';
import type { ListActs } from './list-acts.ts';
import type { FoundImage } from '../../shared/contract/image.ts';

export interface ImageTileProps {
  readonly ask: Ask;
  readonly image: FoundImage;
  /** Opens the page at the picture. */
  readonly address: string;
  readonly index: number;
  readonly selected: boolean;
  readonly acts: ListActs;
}

function factsOf({ format, width, height }: FoundImage): string {
  const size = width === null || height === null ? [] : [`${width}×${height}`];
  return [...(format === null ? [] : [sayFormat(format)]), ...size].join(' · ');
}

/** One found picture: its small copy, what it shows, and where it stands. */
export function ImageTile({ ask, image, address, index, selected, acts }: ImageTileProps) {
  const facts = factsOf(image);
  return (
    <li class={selected ? 'im is-on' : 'im'} onFocusIn={() => acts.select(index)}>
      <a
        href={address}
        onClick={(event) => {
          event.preventDefault();
          openAs(event, index, acts);
        }}
        {...(selected ? { 'aria-current': true } : {})}
      >
        <span class="ph">
          <Thumbnail ask={ask} image={image} />
          {facts !== '' && <span class="fmt">{facts}</span>}
        </span>
        <span class="im-said" dir="auto">
          {sayPicture(image)}
        </span>
        <small class="clip1">
          <bdi>{image.domain}</bdi>
        </small>
      </a>
    </li>
  );
}
