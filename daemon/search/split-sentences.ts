import { segmenter } from '../../shared/page/segmenter.ts';

/** A run of a text: UTF-16 offsets, the end excluded. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * Sentences of a passage, without the white space around them; a line break always ends one, because blocks are joined by
 * it. Lines that are not `wanted` are left out.
 */
export function splitSentences(text: string, wanted: (line: TextSpan) => boolean = () => true): TextSpan[] {
  const found: TextSpan[] = [];
  let lineStart = 0;
  for (const line of text.split('\n')) {
    const isWanted = wanted({ start: lineStart, end: lineStart + line.length });
    for (const { segment, index } of isWanted ? segmenter('sentence').segment(line) : []) {
      const trimmed = segment.trim();
      if (trimmed === '') continue;
      const start = lineStart + index + segment.indexOf(trimmed);
      found.push({ start, end: start + trimmed.length });
    }
    lineStart += line.length + 1;
  }
  return found;
}
