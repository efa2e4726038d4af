import { blockFeatures } from './block-features.ts';
import { BLOCK_TREES } from './block-trees.ts';
import { predict, readTrees } from './read-trees.ts';
import type { PageBlock } from '../page-block.ts';
import type { PageMetadata } from '../read-metadata.ts';
import type { PackedTrees } from './read-trees.ts';

let trees: PackedTrees | null = null;

/** For every block the probability, 0–1, that it belongs to the page's main content. */
export function scoreBlocks(blocks: readonly PageBlock[], metadata: PageMetadata, url: string): number[] {
  const read = (trees ??= readTrees(BLOCK_TREES));
  return blockFeatures(blocks, metadata, url).map((row) => predict(read, row));
}
