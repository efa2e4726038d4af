import { constants, zstdCompressSync } from 'node:zlib';
import { chunkPage } from '../../shared/page/chunk-page.ts';
import { cleanPage } from '../../shared/page/clean-page.ts';
import { detectLanguage } from './detect-language.ts';
import { parseHtml } from './parse-html.ts';
import type { Article, CutPassage } from '../../shared/page/article.ts';
import type { PageContext } from '../../shared/page/clean-page.ts';

/** Everything the daemon keeps of a page's HTML. */
export interface ReadPage {
  readonly article: Article;
  readonly passages: readonly CutPassage[];
  /** BCP 47 primary tag, detected; null when it cannot be told. */
  readonly language: string | null;
  /** The HTML, compressed with zstd. */
  readonly snapshot: Uint8Array;
}

/** What reading a page needs besides the page. */
export interface ReadOptions {
  readonly maxNodes: number;
  readonly countWordpieces: (text: string) => number;
}

/** Reads a page in the calling thread: parse, clean, cut into passages, tell its language, compress. Throws `page-too-complex`. A page without text gives no passages. */
export function readPage(html: string, context: PageContext, options: ReadOptions): ReadPage {
  const article = cleanPage(parseHtml(html, options.maxNodes), context);
  const prose = article.blocks.filter((block) => block.kind !== 'code').map((block) => block.text);
  return {
    article,
    passages: chunkPage(article, options.countWordpieces),
    language: detectLanguage(prose.join('\n'), article.declared_language),
    // A small result lies in Node's shared pool, which cannot be handed to another thread.
    snapshot: new Uint8Array(zstdCompressSync(html, { params: { [constants.ZSTD_c_compressionLevel]: 6 } })),
  };
}
