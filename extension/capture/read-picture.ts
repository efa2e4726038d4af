import type { CapturedImage } from '../../shared/contract/image.ts';
import { stripInvisible } from '../../shared/page/strip-invisible.ts';
import { webAddress } from './write-markup.ts';

/** Where lazy loaders keep the address until the picture scrolls into view. */
const LAZY = ['data-src', 'data-original', 'data-lazy-src', 'data-lazy', 'data-srcset', 'data-lazy-srcset'];
/** Pixels; smaller ones count visits. */
const TRACKER = 2;
const CAPTION_CHARACTERS = 1_000;

/** A picture as it stands in the page: the source it shows now, or the one it will show, and its natural size; null for trackers and for pictures that exist only in the page. */
export function readPicture(image: HTMLImageElement): CapturedImage | null {
  const tiny = image.naturalWidth > 0 && image.naturalWidth <= TRACKER && image.naturalHeight <= TRACKER;
  const current = tiny ? null : webAddress(image.currentSrc || ownSource(image));
  const src = current ?? lazySource(image);
  if (src === null) return null;
  // A placeholder's size says nothing of the picture that will replace it.
  const loaded = current !== null && image.naturalWidth > 0;
  const words = { alt: image.alt, title: image.title, caption: captionOf(image) };
  return {
    src,
    ...Object.fromEntries(
      Object.entries(words)
        .map(([name, text]) => [name, stripInvisible(text).trim()])
        .filter(([, text]) => text !== ''),
    ),
    ...(loaded ? { width: image.naturalWidth, height: image.naturalHeight } : {}),
  };
}

/** An empty `src` reads as the address of the page. */
function ownSource(image: HTMLImageElement): string {
  return image.getAttribute('src') ? image.src : '';
}

function lazySource(image: HTMLImageElement): string | null {
  for (const name of LAZY) {
    const first = image.getAttribute(name)?.trim().split(/\s/)[0]?.replace(/,$/, '');
    const found = webAddress(first, image.baseURI);
    if (found !== null) return found;
  }
  return null;
}

function captionOf(image: HTMLImageElement): string {
  const caption = image.closest('figure')?.querySelector('figcaption');
  if (!caption?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return '';
  return (caption.textContent ?? '').replace(/\s+/g, ' ').slice(0, CAPTION_CHARACTERS);
}
