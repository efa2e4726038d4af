import { blockFeatures } from './block-features.ts';
import { BLOCK_MODEL } from './block-model.ts';
import { lexiconFeatures } from './lexicon-features.ts';
import { binRow, predict } from './predict.ts';
import { readModel } from './read-model.ts';
import type { PageBlock } from '../page-block.ts';
import type { PageMetadata } from '../read-metadata.ts';
import type { BlockModel } from './read-model.ts';

let shipped: BlockModel | null = null;

/** For every block the probability, 0–1, that it belongs to the page's main content; the model is the one that was trained on all pages unless a bench gives another. */
export function scoreBlocks(
  blocks: readonly PageBlock[],
  metadata: PageMetadata,
  url: string,
  { edges, forest, lexicon }: BlockModel = (shipped ??= readModel(BLOCK_MODEL)),
): number[] {
  const lexical = lexiconFeatures(blocks, lexicon);
  const rows = blockFeatures(blocks, metadata, url).map((row, i) =>
    binRow([...row, ...(lexical[i] ?? [])], edges),
  );
  return predict(forest, rows);
}
