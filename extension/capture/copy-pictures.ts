import { choosePictures } from './choose-pictures.ts';
import type { ShownPicture } from './choose-pictures.ts';
import { idle } from './in-slices.ts';
import { thumbnailSize, writeThumbnail } from './write-thumbnail.ts';

/** Pixels of a picture that is decoded and drawn well within one slice; larger ones are only taken from the window's picture. */
const MOST_PIXELS = 2_000_000;
/** Milliseconds for all copies of a page: they are an extra, and a person waits. */
const PATIENCE_MS = 2_000;

/** Small copies by index of the image, and the pictures that can only be cut out of a picture of the window. */
export interface CopiedPictures {
  readonly copies: ReadonlyMap<number, string>;
  readonly rest: readonly ShownPicture[];
}

/** Copies what the page has loaded, one picture a slice. Nothing is asked of any site: a canvas draws what is shown. */
export async function copyPictures(
  shown: readonly ShownPicture[],
  signal: AbortSignal,
): Promise<CopiedPictures> {
  const copies = new Map<number, string>();
  const rest: ShownPicture[] = [];
  const end = performance.now() + PATIENCE_MS;
  for (const picture of choosePictures(shown)) {
    await idle();
    if (signal.aborted || performance.now() > end) break;
    const copy = await copyOf(picture.element);
    if (copy === null) rest.push(picture);
    else copies.set(picture.image, copy);
  }
  return { copies, rest };
}

async function copyOf(element: HTMLImageElement): Promise<string | null> {
  const { naturalWidth, naturalHeight } = element;
  if (naturalWidth * naturalHeight > MOST_PIXELS) return null;
  try {
    const { width, height } = thumbnailSize(naturalWidth, naturalHeight);
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d')?.drawImage(element, 0, 0, width, height);
    return await writeThumbnail(canvas);
  } catch {
    // Another site's picture, which a page may show but not read, or a broken one.
    return null;
  }
}
