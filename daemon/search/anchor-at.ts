import type { Anchor } from '../../shared/contract/passage.ts';
import { sliceWhole } from '../../shared/page/slice-whole.ts';
import type { TextSpan } from './split-sentences.ts';

const CONTEXT_CHARACTERS = 40;

/** Quotes a run of a passage exactly, with whole characters beside it. */
export function anchorAt(text: string, { start, end }: TextSpan): Anchor {
  return {
    exact: text.slice(start, end),
    prefix: sliceWhole(text, Math.max(0, start - CONTEXT_CHARACTERS), start),
    suffix: sliceWhole(text, end, end + CONTEXT_CHARACTERS),
  };
}
