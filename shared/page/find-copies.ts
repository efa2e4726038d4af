import type { PageBlock } from './page-block.ts';

/** Shorter texts, such as "Add to cart", say something new each time they stand beside another thing. */
const SHORTEST_COPY = 4;

/** Kinds of which two alike are two: code and tables, and headings, whose sections would change names. */
const NEVER = new Set(['code', 'table', 'heading']);

/** Which blocks say word for word what a block that is surer to be content says already: pages carry their text twice, for wide screens and narrow ones, or as slides that go round. */
export function findCopies(blocks: readonly PageBlock[], probabilities: readonly number[]): boolean[] {
  const surest = new Map<string, number>();
  const copied = blocks.map(() => false);
  for (const [i, block] of blocks.entries()) {
    if (block.words < SHORTEST_COPY || NEVER.has(block.kind)) continue;
    const text = block.text.toLowerCase();
    const other = surest.get(text);
    const surer = other === undefined || (probabilities[i] ?? 0) > (probabilities[other] ?? 0);
    if (surer) surest.set(text, i);
    const copy = surer ? other : i;
    if (copy !== undefined) copied[copy] = true;
  }
  return copied;
}
