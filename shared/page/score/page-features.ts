import type { PageBlock } from '../page-block.ts';
import type { PageMetadata } from '../read-metadata.ts';

/** What holds for the whole page: size, make-up, and what it says it is. */
export function pageFeatures(blocks: readonly PageBlock[], metadata: PageMetadata, url: string): number[] {
  let words = 0;
  let linkWords = 0;
  let prose = 0;
  let headings = 0;
  let items = 0;
  let code = 0;
  let articles = 0;
  const seen = new Set<unknown>();
  for (const block of blocks) {
    words += block.words;
    linkWords += block.linkWords;
    if (block.words >= 20 && block.linkWords < block.words / 3) prose += block.words;
    if (block.kind === 'heading') headings++;
    if (block.kind === 'list-item') items++;
    if (block.kind === 'code') code++;
    for (let place = block.place.parent; place !== null; place = place.parent) {
      if (seen.has(place)) break;
      seen.add(place);
      if (place.element.tag === 'article') articles++;
    }
  }
  const types = [...metadata.linked.types].join(' ');
  const path = URL.parse(url)?.pathname ?? '/';
  const share = (count: number): number => count / Math.max(1, blocks.length);
  return [
    words,
    blocks.length,
    linkWords / Math.max(1, words),
    prose / Math.max(1, words),
    share(headings),
    share(items),
    code,
    articles,
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
