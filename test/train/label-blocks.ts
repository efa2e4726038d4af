import type { PageBlock } from '../../shared/page/page-block.ts';

const GRAM = 4;

export interface BlockLabels {
  /** Share of every block's tokens that belongs to the truth. */
  readonly labels: number[];
  readonly tokens: number[];
}

function tokensOf(text: string): string[] {
  return text.toLowerCase().match(/\w+/g) ?? [];
}

/** Share of every block's words that the true text holds: runs of four words across blocks, whole lines, and short blocks between true neighbours; half of that where other blocks say it as often as the truth does. */
export function labelBlocks(blocks: readonly PageBlock[], truth: string): BlockLabels {
  const words = blocks.map((block) => tokensOf(block.text));
  const truthWords = tokensOf(truth);
  const covered = coverage(words, truthWords);
  const lines = new Map<string, number>();
  for (const line of truth.split('\n')) {
    const key = tokensOf(line).join(' ');
    lines.set(key, (lines.get(key) ?? 0) + 1);
  }
  const labels = words.map((own, i) => {
    const key = own.join(' ');
    const left = lines.get(key) ?? 0;
    if (own.length === 0 || left === 0) return covered[i] ?? 0;
    lines.set(key, left - 1);
    return 1;
  });
  fillGaps(words, labels, new Set(truthWords));
  doubtRepeats(words, labels, truthWords);
  return { tokens: words.map((own) => own.length), labels };
}

/** Share of every block's words that stand in runs of the truth. */
function coverage(words: readonly string[][], truth: readonly string[]): number[] {
  const grams = new Set<string>();
  for (let i = 0; i + GRAM <= truth.length; i++) grams.add(truth.slice(i, i + GRAM).join(' '));
  const stream = words.flat();
  const covered = new Uint8Array(stream.length);
  for (let i = 0; i + GRAM <= stream.length; i++)
    if (grams.has(stream.slice(i, i + GRAM).join(' '))) covered.fill(1, i, i + GRAM);
  let start = 0;
  return words.map((own) => {
    const part = covered.subarray(start, (start += own.length));
    return part.reduce((sum, one) => sum + one, 0) / Math.max(1, own.length);
  });
}

/** A block too short for a run is true between true neighbours when the truth has its words. */
function fillGaps(words: readonly string[][], labels: number[], known: ReadonlySet<string>): void {
  const before = [...labels];
  for (const [i, own] of words.entries()) {
    if (own.length >= GRAM || (before[i] ?? 0) >= 0.5) continue;
    if ((before[i - 1] ?? 0) <= 0.7 || (before[i + 1] ?? 0) <= 0.7) continue;
    if (own.every((word) => known.has(word))) labels[i] = 1;
  }
}

/** Each word of the truth belongs to one block: what surer and earlier blocks have used up makes a later one content by half, for which of them was meant cannot be told. */
function doubtRepeats(words: readonly string[][], labels: number[], truth: readonly string[]): void {
  const left = new Map<string, number>();
  for (const word of truth) left.set(word, (left.get(word) ?? 0) + 1);
  const surest = [...labels.keys()].toSorted((a, b) => tier(labels[b]) - tier(labels[a]) || a - b);
  for (const i of surest) {
    const [own, label] = [words[i] ?? [], labels[i] ?? 0];
    if (own.length === 0 || label === 0) continue;
    const found = own.filter((word) => take(left, word));
    const share = Math.min(1, found.length / (own.length * label));
    labels[i] = (label * (1 + share)) / 2;
    if (share < 0.5) for (const word of found) left.set(word, (left.get(word) ?? 0) + 1);
  }
}

/** Blocks that are content as a whole come first, those that have none of it to speak of last. */
function tier(label = 0): number {
  return Math.floor(label / 0.4);
}

function take(left: Map<string, number>, word: string): boolean {
  const count = left.get(word) ?? 0;
  if (count > 0) left.set(word, count - 1);
  return count > 0;
}
