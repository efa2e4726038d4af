import type { PageBlock } from '../../shared/page/page-block.ts';

const GRAM = 4;

function tokensOf(text: string): string[] {
  return text.toLowerCase().match(/\w+/g) ?? [];
}

/** Share of every block's words that the true text holds: runs of four words, whole short lines, and short blocks between true neighbours. */
export function labelBlocks(
  blocks: readonly PageBlock[],
  truth: string,
): { labels: number[]; tokens: number[] } {
  const truthTokens = tokensOf(truth);
  const grams = new Set<string>();
  for (let i = 0; i + GRAM <= truthTokens.length; i++) grams.add(truthTokens.slice(i, i + GRAM).join(' '));
  const lines = new Map<string, number>();
  for (const line of truth.split('\n')) {
    const key = tokensOf(line).join(' ');
    lines.set(key, (lines.get(key) ?? 0) + 1);
  }
  const stream: string[] = [];
  const starts = blocks.map((block) => {
    const start = stream.length;
    stream.push(...tokensOf(block.text));
    return start;
  });
  const covered = new Uint8Array(stream.length);
  for (let i = 0; i + GRAM <= stream.length; i++)
    if (grams.has(stream.slice(i, i + GRAM).join(' '))) covered.fill(1, i, i + GRAM);
  const tokens = blocks.map((_, i) => (starts[i + 1] ?? stream.length) - (starts[i] ?? 0));
  const labels = blocks.map((block, i) => {
    const start = starts[i] ?? 0;
    const count = tokens[i] ?? 0;
    const key = tokensOf(block.text).join(' ');
    const left = lines.get(key) ?? 0;
    if (count > 0 && left > 0) {
      lines.set(key, left - 1);
      return 1;
    }
    return covered.subarray(start, start + count).reduce((sum, one) => sum + one, 0) / Math.max(1, count);
  });
  const known = new Set(truthTokens);
  return {
    tokens,
    labels: labels.map((label, i) => {
      const between = (labels[i - 1] ?? 0) > 0.7 && (labels[i + 1] ?? 0) > 0.7;
      const text = blocks[i]?.text ?? '';
      return label < 0.5 &&
        between &&
        (tokens[i] ?? 0) < GRAM &&
        tokensOf(text).every((token) => known.has(token))
        ? 1
        : label;
    }),
  };
}
