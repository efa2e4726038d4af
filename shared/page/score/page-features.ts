import type { PageBlock, Place } from '../page-block.ts';
import type { PageMetadata } from '../read-metadata.ts';

const PRICE = /[$€£¥₹]\s?\d|\d\s?[$€£¥₹]/;

/** What holds for the whole page: size, make-up, and what it says it is. */
export function pageFeatures(blocks: readonly PageBlock[], metadata: PageMetadata, url: string): number[] {
  return [
    ...makeUp(blocks),
    ...ownWords(metadata, url),
    ...shopAndHelp(blocks),
    metadata.description?.length ?? 0,
  ];
}

function makeUp(blocks: readonly PageBlock[]): number[] {
  const sum = (count: (block: PageBlock) => number): number =>
    blocks.reduce((total, block) => total + count(block), 0);
  const share = (has: (block: PageBlock) => boolean): number =>
    sum((block) => (has(block) ? 1 : 0)) / Math.max(1, blocks.length);
  const words = sum((block) => block.words);
  return [
    words,
    blocks.length,
    sum((block) => block.linkWords) / Math.max(1, words),
    sum((block) => (isProse(block) ? block.words : 0)) / Math.max(1, words),
    share((block) => block.kind === 'heading'),
    share((block) => block.kind === 'list-item'),
    sum((block) => (block.kind === 'code' ? 1 : 0)),
    countArticles(blocks),
  ];
}

/** Prices and questions, and how many headings of the first two levels there are. */
function shopAndHelp(blocks: readonly PageBlock[]): number[] {
  const prices = blocks.filter((block) => PRICE.test(block.text)).length;
  const questions = blocks.filter((block) => /[?？؟]$/.test(block.text)).length;
  const ofLevel = (level: number): number => blocks.filter((block) => block.level === level).length;
  const count = Math.max(1, blocks.length);
  return [prices, prices / count, questions / count, ofLevel(1), ofLevel(2)];
}

function isProse(block: PageBlock): boolean {
  return block.words >= 20 && block.linkWords < block.words / 3;
}

function countArticles(blocks: readonly PageBlock[]): number {
  let articles = 0;
  const seen = new Set<Place>();
  for (const block of blocks)
    for (let place = block.place.parent; place !== null && !seen.has(place); place = place.parent) {
      seen.add(place);
      if (place.element.tag === 'article') articles++;
    }
  return articles;
}

function ownWords(metadata: PageMetadata, url: string): number[] {
  const types = [...metadata.linked.types].join(' ');
  const path = URL.parse(url)?.pathname ?? '/';
  return [
    /article|blog/.test(metadata.openGraphType) ? 1 : /product/.test(metadata.openGraphType) ? 2 : 0,
    /article|posting/.test(types) ? 1 : 0,
    /product|offer/.test(types) ? 1 : 0,
    /collectionpage|itemlist|searchresults/.test(types) ? 1 : 0,
    /qapage|discussion|question/.test(types) ? 1 : 0,
    /service|localbusiness|organization/.test(types) ? 1 : 0,
    path.split('/').filter((part) => part !== '').length,
    path.length,
    (path.split('/').at(-1) ?? '').split('-').length,
    /product|shop|\/dp\/|\/p\//.test(path) ? 1 : 0,
    /collection|categor|catalog|\/c\//.test(path) ? 1 : 0,
    /forum|thread|topic|question|comments|discussion|\/t\//.test(path) ? 1 : 0,
    /docs?\b|documentation|reference|manual|guide|api\b|wiki/.test(url) ? 1 : 0,
    /blog|news|article|\/20\d\d\//.test(path) ? 1 : 0,
    metadata.published_at === null ? 0 : 1,
  ];
}
