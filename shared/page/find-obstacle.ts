import { wordsOf } from './page-block.ts';
import type { Obstacle } from './article.ts';
import type { PageBlock, Place } from './page-block.ts';
import type { PageMetadata } from './read-metadata.ts';

/** Words: behind a cover so few are nothing. */
const NOTHING = 20;
/** Words: a page that is closed to the many shows its beginning and no more. */
const BEGINNING = 200;
/** Words: what a page says that asks not to be listed because it is none. */
const SHELL = 40;

/** What stood between the reader and the page, told by its structure alone; null when nothing did. `kept` are the blocks that are left of the page, `covered` says whether something lay over it. */
export function findObstacle(
  kept: readonly PageBlock[],
  covered: boolean,
  metadata: PageMetadata,
): Obstacle | null {
  const words = wordsOf(kept);
  if (covered && words < NOTHING) return 'covered';
  if (metadata.status !== null && metadata.status >= 400) return 'error';
  if (metadata.linked.closed !== null && isClosed(kept, words, metadata.linked.closed)) return 'paywall';
  const unsaid =
    metadata.canonical_link === null && metadata.published_at === null && metadata.author === null;
  return metadata.unlisted && unsaid && words < SHELL ? 'error' : null;
}

/** A reader who paid sees the closed parts, and the page says the same of itself as to anybody else. */
function isClosed(kept: readonly PageBlock[], words: number, closedParts: readonly string[]): boolean {
  if (words < BEGINNING) return true;
  return closedParts.length > 0 && wordsOf(kept.filter(({ place }) => standsIn(place, closedParts))) < SHELL;
}

function standsIn(place: Place, parts: readonly string[]): boolean {
  for (let around: Place | null = place; around !== null; around = around.parent) {
    const names = (around.element.attribute('class') ?? '').split(/\s+/).map((name) => `.${name}`);
    names.push(`#${around.element.attribute('id') ?? ''}`);
    if (parts.some((part) => names.includes(part))) return true;
  }
  return false;
}
