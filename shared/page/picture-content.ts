import type { FoundPicture, PageBlock, Place } from './page-block.ts';
import type { PageElement } from './page-element.ts';

/** How far above a block its section may begin. */
const SECTION_DEPTH = 4;
/** Pixels on both sides from which a picture without words still is one of the content. */
const LARGE = 200;

/** Tells whether a picture belongs to the kept part of the page: it stands beside a kept block, or it opens or illustrates the article as a lead picture or a product's gallery does. */
export function contentOf(
  blocks: readonly PageBlock[],
  kept: readonly boolean[],
): (picture: FoundPicture) => boolean {
  const articles = new Set<PageElement>();
  for (const [i, { place }] of blocks.entries()) if (kept[i] === true) addArticles(place, articles);
  const last = kept.lastIndexOf(true);
  return (picture) =>
    standsBeside(picture, blocks, kept) || (picture.before <= last && illustrates(picture, articles));
}

/** A picture stands beside a kept block when it is next to it and no farther from it than the block's own section. */
function standsBeside(
  picture: FoundPicture,
  blocks: readonly PageBlock[],
  kept: readonly boolean[],
): boolean {
  const [previous, next] = [kept[picture.before - 1] === true, kept[picture.before] === true];
  if (previous && next) return true;
  if (!previous && !next) return false;
  const neighbour = blocks[previous ? picture.before - 1 : picture.before]?.place;
  for (let place: Place | null = picture.place; place !== null; place = place.parent) {
    if (/^(?:nav|aside|footer|header)$/.test(place.element.tag)) return false;
    for (
      let around = neighbour ?? null, up = 0;
      around !== null && up < SECTION_DEPTH;
      around = around.parent, up++
    )
      if (around === place) return true;
  }
  return false;
}

/** A picture that leads elsewhere is a teaser; one without a link, inside what the page marks as its article, is not. */
function illustrates({ element, place, linked }: FoundPicture, articles: ReadonlySet<PageElement>): boolean {
  if (linked || !(describes(element) || isLarge(element))) return false;
  for (let around: Place | null = place; around !== null; around = around.parent) {
    if (/^(?:nav|aside|footer|form)$/.test(around.element.tag)) return false;
    if (articles.has(around.element)) return true;
  }
  return false;
}

function describes(element: PageElement): boolean {
  const alt = element.attribute('alt') ?? '';
  return alt.trim().split(/\s+/).length >= 3 && !/\b(?:logo|icon)\b/i.test(alt);
}

function isLarge(element: PageElement): boolean {
  return ['width', 'height'].every((name) => Number.parseInt(element.attribute(name) ?? '', 10) >= LARGE);
}

function addArticles(place: Place, articles: Set<PageElement>): void {
  for (let around: Place | null = place; around !== null; around = around.parent) {
    if (isArticle(around.element)) articles.add(around.element);
  }
}

function isArticle(element: PageElement): boolean {
  return element.tag === 'article' || element.tag === 'main' || element.attribute('role') === 'main';
}
