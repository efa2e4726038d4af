import type { CapturedImage } from '../../shared/contract/image.ts';
import type { PageImage } from '../../shared/page/article.ts';
import { SMALLEST_SIDE } from '../../shared/page/read-images.ts';
import { foldSpace, stripInvisible } from '../../shared/page/strip-invisible.ts';
import { webAddress } from '../../shared/page/web-address.ts';
import type { ImageToCommit } from '../store/rows.ts';
import { readThumbnail } from './read-thumbnail.ts';

const LONGEST_WORDS = 1_000;
const LARGEST_SIDE = 100_000;

/**
 * Adds to the article's pictures what only the live page knew: the natural size, words that markup lacks, and a small
 * copy. They are matched by address; what fits no picture of the article is left out, and so is a picture that turned
 * out to be a dot. One that a person pointed at comes first, wherever it stood.
 */
export function joinCaptured(
  images: readonly PageImage[],
  captured: readonly CapturedImage[],
): ImageToCommit[] {
  const byAddress = new Map<string, CapturedImage>();
  for (const image of captured) {
    const address = comparable(image.src);
    const known = byAddress.get(address);
    // A page may show one picture twice and be able to copy it only once.
    if (known === undefined || known.thumbnail === undefined) byAddress.set(address, { ...known, ...image });
  }
  const chosen = captured.find((image) => image.chosen === true);
  const article = images.filter(
    ({ src }) => chosen === undefined || comparable(src) !== comparable(chosen.src),
  );
  const first = chosen === undefined ? [] : chosenImage(chosen, images);
  return [...first, ...article]
    .map((image) => join(image, byAddress.get(comparable(image.src))))
    .filter(({ width, height }) => Math.min(width ?? Infinity, height ?? Infinity) >= SMALLEST_SIDE);
}

/** The picture as the article has it, else with what the live page said of it; none where it has no address on the web. */
function chosenImage({ src }: CapturedImage, images: readonly PageImage[]): PageImage[] {
  const known = images.find((image) => comparable(image.src) === comparable(src));
  const address = webAddress(src, '');
  if (known !== undefined || address === null) return known === undefined ? [] : [known];
  const nothing = { alt: '', title: '', caption: '', heading: '', context: '', width: null, height: null };
  return [{ src: address, ...nothing }];
}

function join(image: PageImage, live: CapturedImage | undefined): ImageToCommit {
  if (live === undefined) return image;
  const thumbnail = live.thumbnail === undefined ? null : readThumbnail(live.thumbnail);
  const { width, height } = live;
  return {
    ...image,
    alt: image.alt || words(live.alt),
    title: image.title || words(live.title),
    caption: image.caption || words(live.caption),
    ...(isSide(width) && isSide(height) ? { width, height } : {}),
    ...(thumbnail !== null && { thumbnail }),
    ...(live.chosen === true && { chosen: true }),
  };
}

/** The address as the article writes it, without the fragment, which no server sees. */
function comparable(src: string): string {
  return (webAddress(src, '') ?? src).replace(/#.*$/s, '');
}

function words(text: string | undefined): string {
  return foldSpace(stripInvisible(text ?? '')).slice(0, LONGEST_WORDS);
}

function isSide(side: number | undefined): side is number {
  return side !== undefined && Number.isInteger(side) && side >= 1 && side <= LARGEST_SIDE;
}
