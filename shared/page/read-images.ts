import { contentOf } from './picture-content.ts';
import { foldSpace, stripInvisible } from './strip-invisible.ts';
import { webAddress } from './web-address.ts';
import type { PageImage } from './article.ts';
import type { FoundPicture, PageBlock } from './page-block.ts';
import type { PageElement } from './page-element.ts';
import type { PlacedImage } from './write-markdown.ts';

const LAZY_SOURCES = [
  'data-src',
  'data-original',
  'data-lazy-src',
  'data-lazy',
  'data-hi-res-src',
  'data-full-src',
] as const;
/** Pixels; what is smaller on a side is a spacer, a bullet or a tracker. */
export const SMALLEST_SIDE = 16;
const CONTEXT_WORDS = 30;
const MAX_IMAGES = 2_000;
/** Pixels; what is smaller on both sides is a favicon, a reaction, a flag, the face beside a name. */
const LARGEST_ICON = 48;
const NOT_A_PICTURE =
  /(?:sprite|spacer|pixel|blank|placeholder|transparent|tracking|beacon|1x1|loading|favicon)[\w.-]*\.(?:gif|png|svg|ico)|\/(?:pixel|beacon|track)[/?.]|\.ico(?:[?&#]|$)|\/(?:emojis?|smil(?:ey|ie)s?|(?:status|post)?icons?|avatars?)\//i;

/** The pictures that stand in the kept part of the page, with the words around them; trackers, sprites and placeholders are left out. */
export function readImages(
  pictures: readonly FoundPicture[],
  blocks: readonly PageBlock[],
  kept: readonly boolean[],
  base: string,
): PlacedImage[] {
  const ranks: number[] = [0];
  for (const [i, keep] of kept.entries()) ranks.push((ranks[i] ?? 0) + (keep ? 1 : 0));
  const keptBlocks = blocks.filter((_, i) => kept[i]);
  const standsInContent = contentOf(blocks, kept);
  const seen = new Set<string>();
  const images: PlacedImage[] = [];
  for (const picture of pictures) {
    if (images.length >= MAX_IMAGES) break;
    if (!standsInContent(picture)) continue;
    const src = sourceOf(picture, base);
    const width = sizeOf(picture.element, 'width');
    const height = sizeOf(picture.element, 'height');
    if (src === null || isIcon(width, height) || seen.has(src)) continue;
    const before = ranks[picture.before] ?? 0;
    const words = wordsOf(picture, keptBlocks, before);
    if (isSmiley(words.alt)) continue;
    seen.add(src);
    images.push({ before, image: { src, ...words, width, height } });
  }
  return images;
}

function wordsOf(
  picture: FoundPicture,
  blocks: readonly PageBlock[],
  before: number,
): Pick<PageImage, 'alt' | 'title' | 'caption' | 'heading' | 'context'> {
  const near = (step: 1 | -1, from: number): string[] => {
    const found: string[] = [];
    for (
      let i = from;
      found.length < CONTEXT_WORDS && blocks[i] !== undefined && Math.abs(i - from) < 5;
      i += step
    ) {
      const some = wordList((blocks[i]?.text ?? '').slice(0, 2_000));
      if (step === 1) found.push(...some);
      else found.unshift(...some);
    }
    return step === 1 ? found.slice(0, CONTEXT_WORDS) : found.slice(-CONTEXT_WORDS);
  };
  return {
    alt: field(picture.element.attribute('alt')),
    title: field(picture.element.attribute('title')),
    caption: picture.caption.slice(0, 1_000),
    heading: headingAbove(blocks, before),
    context: [...near(-1, before - 1), ...near(1, before)].join(' '),
  };
}

function wordList(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function headingAbove(blocks: readonly PageBlock[], before: number): string {
  for (let i = before - 1; i >= 0; i--) if (blocks[i]?.kind === 'heading') return blocks[i]?.text ?? '';
  return '';
}

function field(value: string | null): string {
  return foldSpace(stripInvisible(value ?? '')).slice(0, 1_000);
}

function isIcon(width: number | null, height: number | null): boolean {
  const sides = [width, height].filter((side) => side !== null);
  return (
    sides.some((side) => side < SMALLEST_SIDE) || (sides.length === 2 && Math.max(...sides) <= LARGEST_ICON)
  );
}

/** Forums and chats draw emoji as pictures; what stands for them is signs alone. */
function isSmiley(alt: string): boolean {
  return alt !== '' && !/[\p{L}\p{N}]/u.test(alt);
}

/** The picture's own address: what a lazy loader would show, else `src`, else the largest of a set; null for what only holds its place. */
function sourceOf(picture: FoundPicture, base: string): string | null {
  const { element } = picture;
  const written = [...LAZY_SOURCES, 'src'].map((name) => webAddress(element.attribute(name) ?? '', base));
  const sources = [...written, largestOf(picture.srcset, base)];
  return sources.find((source) => source !== null && !NOT_A_PICTURE.test(source)) ?? null;
}

/** The candidate with the greatest width or density of a `srcset`. */
function largestOf(srcset: string, base: string): string | null {
  let largest: string | null = null;
  let size = -1;
  for (const candidate of srcset.slice(0, 10_000).split(/,\s+/)) {
    const [address = '', descriptor = '1x'] = candidate.trim().split(/\s+/);
    const source = webAddress(address, base);
    const number = Number.parseFloat(descriptor) || 0;
    if (source !== null && number > size) [largest, size] = [source, number];
  }
  return largest;
}

function sizeOf(element: PageElement, name: 'width' | 'height'): number | null {
  const written = /^\s*(\d{1,5})(?:px|\.\d*)?\s*$/.exec(element.attribute(name) ?? '')?.[1];
  return written === undefined ? null : Number(written);
}
