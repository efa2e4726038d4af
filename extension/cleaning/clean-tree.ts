import { chunkPage } from '../../shared/page/chunk-page.ts';
import { cleanPage } from '../../shared/page/clean-page.ts';
import { CLEANER_VERSION } from '../../shared/page/cleaner-version.ts';
import { contentHash } from '../../shared/page/content-hash.ts';
import { estimateWordpieces } from '../../shared/page/estimate-wordpieces.ts';
import { unpackTree } from '../../shared/page/packed-tree.ts';
import type { CleanedPage, TreeToClean } from './cleaning-messages.ts';

/** Cleans and cuts a page as the daemon would; only the size of passages is estimated, for the model's words are not here. */
export async function cleanTree({ tree, context }: TreeToClean): Promise<CleanedPage> {
  const { blocks, ...article } = cleanPage(unpackTree(tree), context);
  const passages = chunkPage({ ...article, blocks }, estimateWordpieces);
  return {
    fields: { cleaner: CLEANER_VERSION, article, passages },
    content_hash: await contentHash(article),
  };
}
