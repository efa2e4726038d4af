import type { CapturedPassage } from '../../shared/contract/article.ts';
import type { CutPassage } from '../../shared/page/article.ts';
import { FULL, OVERFULL, WHOLE_CODE } from '../../shared/page/passage-size.ts';
import { anchorOf } from '../../shared/page/passage-anchor.ts';
import { splitText } from '../../shared/page/split-text.ts';

/** Splits what the model cannot read whole, in its own word pieces: the browser could only estimate them. A part keeps the offsets of the passage it is cut from. */
export function fitPassages(
  passages: readonly CapturedPassage[],
  countWordpieces: (text: string) => number,
): CutPassage[] {
  return passages
    .flatMap((passage) => parts(passage, countWordpieces))
    .map((passage, ordinal) => ({ ...passage, ordinal }));
}

function parts(passage: CapturedPassage, count: (text: string) => number): CapturedPassage[] {
  const { kind, text } = passage;
  if (count(text) <= (kind === 'code' ? WHOLE_CODE : OVERFULL)) return [passage];
  const cut = splitText(text, FULL, kind === 'code' ? 'code' : 'paragraph', count);
  const head = text.slice(0, cut).trimEnd();
  const rest = text.slice(cut).trimStart();
  // Nothing shorter fits either, so it stays as it is.
  if (head === '' || rest === '') return [passage];
  const first = { ...passage, text: head, anchor: anchorWithin(passage, head, 0) };
  const later = { ...passage, text: rest, anchor: anchorWithin(passage, rest, text.length - rest.length) };
  return [first, ...parts(later, count)];
}

/** Quotes a line of a part: blocks of a passage stand on lines of their own, and no quotation may cross two. */
function anchorWithin(passage: CapturedPassage, text: string, from: number): CapturedPassage['anchor'] {
  const { start, end, heading_path } = passage;
  const block = { kind: 'code', text: passage.text, start, end } as const;
  const part = { block, at: 0, text, from, pieces: 0, path: heading_path };
  const { exact, prefix, suffix } = anchorOf([part], [block]);
  return { exact, prefix: prefix.replace(/^[^]*\n/, ''), suffix: suffix.replace(/\n[^]*$/, '') };
}
