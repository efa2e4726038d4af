import { findCopies } from './find-copies.ts';
import { findOverlays } from './find-overlays.ts';
import { scoreBlocks } from './score/score-blocks.ts';
import { selectBlocks } from './select-blocks.ts';
import { findTemplate, marksOf } from './site-template.ts';
import type { DroppedBlock } from './article.ts';
import type { PageContext } from './clean-page.ts';
import type { PageBlock } from './page-block.ts';
import type { PageMetadata } from './read-metadata.ts';

/** What the blocks of a page are by themselves, whatever its site's other pages say. */
export interface WeighedBlocks {
  readonly overlaid: readonly boolean[];
  readonly copied: readonly boolean[];
  readonly probabilities: readonly number[];
  readonly selected: readonly boolean[];
}

/** Which blocks of a page are its content. */
export interface ChosenBlocks {
  readonly kept: readonly boolean[];
  /** Of what was kept before the site's template was taken out. */
  readonly marks: readonly number[];
  readonly dropped: readonly DroppedBlock[];
}

/** Tells, step by step, what lies over the page, what the page says twice, and what is not worth its words. */
export function weighBlocks(
  blocks: readonly PageBlock[],
  metadata: PageMetadata,
  { url, without = [], model }: PageContext,
): WeighedBlocks {
  const none = blocks.map(() => false);
  const overlaid = without.includes('overlays') ? none : findOverlays(blocks);
  const scored = scoreBlocks(blocks, metadata, url, model).map((probability, i) =>
    overlaid[i] === true ? 0 : probability,
  );
  const copied = without.includes('copies') ? none : findCopies(blocks, scored);
  const probabilities = scored.map((probability, i) => (copied[i] === true ? 0 : probability));
  const selected = without.includes('select-blocks')
    ? overlaid.map((over) => !over)
    : selectBlocks(blocks, probabilities, metadata.author).map((keep, i) => keep && overlaid[i] !== true);
  return { overlaid, copied, probabilities, selected };
}

/** Leaves out what is not worth keeping, and what the site repeats on every page. */
export function chooseBlocks(
  blocks: readonly PageBlock[],
  { overlaid, copied, probabilities, selected }: WeighedBlocks,
  { siblings = [], without = [] }: PageContext,
): ChosenBlocks {
  const template = without.includes('site-template')
    ? blocks.map(() => false)
    : findTemplate(blocks, selected, siblings);
  const dropped = blocks.flatMap(({ text, words }, i): DroppedBlock[] => {
    if (overlaid[i] === true) return [{ step: 'overlays', reason: 'it lies over the page', text }];
    if (template[i] === true)
      return [{ step: 'site-template', reason: 'it stands on other pages of the site too', text }];
    if (selected[i] === true) return [];
    if (copied[i] === true) return [{ step: 'copies', reason: 'the page says it elsewhere too', text }];
    const worth = `probability ${(probabilities[i] ?? 0).toFixed(2)} of being content was not worth its ${words} words`;
    return [{ step: 'select-blocks', reason: worth, text }];
  });
  return {
    kept: selected.map((keep, i) => keep && template[i] !== true),
    marks: marksOf(blocks, selected),
    dropped,
  };
}
