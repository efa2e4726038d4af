import { constants, zstdCompressSync } from 'node:zlib';
import { chunkPage } from '../../shared/page/chunk-page.ts';
import { weighPage, writeArticle } from '../../shared/page/clean-page.ts';
import { maskMarkup } from '../../shared/page/mask-secrets.ts';
import { maySeeTemplate } from '../../shared/page/site-template.ts';
import type { PageMarks } from '../../shared/page/site-template.ts';
import { detectLanguage } from './detect-language.ts';
import { findFault, isWhole } from './find-fault.ts';
import { fitPassages } from './fit-passages.ts';
import { parseHtml } from './parse-html.ts';
import type { CutPassage, DroppedBlock, KeptArticle } from '../../shared/page/article.ts';
import type { WeighedPage, PageContext } from '../../shared/page/clean-page.ts';
import type { PageElement } from '../../shared/page/page-element.ts';
import { printText, readOutline } from '../../shared/page/read-outline.ts';
import type { PageOutline, TextPrint } from '../../shared/page/read-outline.ts';
import type { FieldKind } from '../../shared/page/field-kinds.ts';
import { findSensitive } from '../../shared/page/find-sensitive.ts';
import { countWords } from '../../shared/page/page-block.ts';
import type { CleanedPage, TrustedPage } from './find-fault.ts';
import { withoutCode } from './without-code.ts';

/** Everything the daemon keeps of a page's HTML. */
export interface ReadPage {
  readonly article: KeptArticle;
  /** The same before its site's template was taken out, as the browser reads it too: what tells a changed page. */
  readonly seen: KeptArticle;
  readonly passages: readonly CutPassage[];
  /** What was left out and why, where a trace was asked for. */
  readonly dropped: readonly DroppedBlock[];
  /** BCP 47 primary tag, detected; null when it cannot be told. */
  readonly language: string | null;
  /** The HTML without its code, compressed with zstd. */
  readonly snapshot: Uint8Array;
  /** What the fields of the page say that it is for; null too where a browser's reading was taken. */
  readonly sensitive: FieldKind | null;
  /** Why what the browser had made of the page was not taken; null when it was, or when there was nothing. */
  readonly fault: string | null;
  /** Where the page leads and what tells its text from others, where somebody asked. */
  readonly outline: (PageOutline & TextPrint) | null;
}

/** What reading a page needs besides the page. */
export interface ReadOptions {
  readonly maxNodes: number;
  readonly countWordpieces: (text: string) => number;
}

/** Reads a page in the calling thread, its code left out and its secrets masked before anything else: takes what a browser made of it, where that is sound, else parses, cleans and cuts it; tells its language, compresses it. Throws `page-too-complex`. A page without text gives no passages. */
export function readPage(
  source: string,
  context: PageContext,
  options: ReadOptions,
  cleaned: CleanedPage | null = null,
): ReadPage {
  const slim = withoutCode(source);
  const html = maskMarkup(slim);
  const { siblings = [] } = context;
  let parsed: PageElement | null = null;
  const root = (): PageElement => (parsed ??= parseHtml(html, options.maxNodes));
  const fault = cleaned === null ? null : html === slim ? findFault(cleaned) : 'its page holds a secret';
  let weighed: WeighedPage | null = null;
  const clean = (others: readonly PageMarks[]): Reading =>
    readWeighed((weighed ??= weighPage(root(), context)), { ...context, siblings: others }, options);
  const first =
    cleaned !== null && fault === null && isWhole(cleaned) ? readCleaned(cleaned, options) : clean([]);
  const seen = first.article;
  const last = maySeeTemplate(seen.marks, siblings) ? clean(siblings) : first;
  const { article } = last;
  const { passages, dropped } = last.cut();
  const prose = passages.filter((passage) => passage.kind === 'text').map((passage) => passage.text);
  return {
    article,
    seen,
    passages,
    dropped,
    language: detectLanguage(prose.join('\n'), article.declared_language),
    snapshot: compress(html),
    fault,
    sensitive: parsed === null ? null : findSensitive(parsed, countWords(seen.markdown)),
    outline:
      context.outline === true ? { ...readOutline(root(), context.url), ...printText(seen.markdown) } : null,
  };
}

/** A page's article, and its passages once they are asked for. */
interface Reading {
  readonly article: KeptArticle;
  cut(): Pick<ReadPage, 'passages' | 'dropped'>;
}

function readCleaned({ article, passages }: TrustedPage, { countWordpieces }: ReadOptions): Reading {
  return { article, cut: () => ({ passages: fitPassages(passages, countWordpieces), dropped: [] }) };
}

function readWeighed(page: WeighedPage, context: PageContext, { countWordpieces }: ReadOptions): Reading {
  const { blocks, dropped = [], ...article } = writeArticle(page, context);
  return {
    article,
    cut() {
      const spared: DroppedBlock[] = [];
      const passages = chunkPage({ ...article, blocks }, countWordpieces, (one) => spared.push(one));
      return { passages, dropped: context.trace === true ? [...dropped, ...spared] : [] };
    },
  };
}

function compress(html: string): Uint8Array {
  const compressed = zstdCompressSync(html, { params: { [constants.ZSTD_c_compressionLevel]: 9 } });
  // A small result lies in Node's shared pool, which cannot be handed to another thread.
  return new Uint8Array(compressed);
}
