import { countWords } from './page-block.ts';
import type { DroppedBlock } from './article.ts';
import type { PassagePart } from './chunk-page.ts';

/** Share of a passage's words that lead elsewhere. */
const NAVIGATION = 0.9;
/** Words of a block in a menu, on average. */
const MENU_WORDS = 5;
const MENU_BLOCKS = 8;
/** A page with this share of its words in links is a list of them, and they are what it is for. */
const LIST_PAGE = 0.5;

/** A passage that nobody looks for, and why. */
export interface SparedPassage {
  readonly parts: readonly PassagePart[];
  readonly dropped: DroppedBlock;
}

/** Which passages stay out of the index: menus that were taken for content, and what stands word for word in an earlier passage. Never for being short, never all. */
export function sparePassages(passages: readonly (readonly PassagePart[])[]): SparedPassage[] {
  const all = linkShare(passages.flat());
  const seen = new Set<string>();
  const spared = passages.flatMap((parts): SparedPassage[] => {
    const text = parts.map((part) => part.text).join('\n');
    const reason =
      seen.has(text) && isRun(parts)
        ? 'an earlier passage of the page says the same, word for word'
        : all < LIST_PAGE && isMenu(parts)
          ? 'short lines that nearly all lead elsewhere'
          : null;
    seen.add(text);
    return reason === null ? [] : [{ parts, dropped: { step: 'spare-passages', reason, text } }];
  });
  return spared.length < passages.length ? spared : [];
}

/** Several whole blocks: what a page shows twice, as it does for wide and narrow windows; never the like parts of one. */
function isRun(parts: readonly PassagePart[]): boolean {
  return parts.length > 1 && parts.every(({ text, block }) => text === block.text && block.kind !== 'code');
}

function isMenu(parts: readonly PassagePart[]): boolean {
  if (parts.length < MENU_BLOCKS || parts.some(({ block }) => block.kind === 'code')) return false;
  const words = parts.reduce((sum, part) => sum + countWords(part.text), 0);
  return words / parts.length <= MENU_WORDS && linkShare(parts) >= NAVIGATION;
}

function linkShare(parts: readonly PassagePart[]): number {
  let words = 0;
  let linked = 0;
  for (const { text, block } of parts) {
    const count = countWords(text);
    words += count;
    linked += count * (block.linked ?? 0);
  }
  return linked / Math.max(1, words);
}
