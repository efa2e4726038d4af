import { chooseBlocks, weighBlocks } from './choose-blocks.ts';
import { collectBlocks } from './collect-blocks.ts';
import { findObstacle } from './find-obstacle.ts';
import { escapeMarkdown } from './inline-run.ts';
import { countWords, wordsOf } from './page-block.ts';
import { readImages } from './read-images.ts';
import { readMetadata } from './read-metadata.ts';
import { foldSpace } from './strip-invisible.ts';
import { writeMarkdown } from './write-markdown.ts';
import type { Article } from './article.ts';
import type { WeighedBlocks } from './choose-blocks.ts';
import type { CollectedPage } from './collect-blocks.ts';
import type { PageBlock } from './page-block.ts';
import type { PageElement } from './page-element.ts';
import type { PageMetadata } from './read-metadata.ts';
import type { BlockModel } from './score/read-model.ts';
import type { PageMarks } from './site-template.ts';

/** Below these, in words, a page is looked at again: with `noscript`, then in its JSON-LD. */
const THIN_PAGE = 150;
const EMPTY_PAGE = 80;

/** Steps that can be left out, for tests and measurements. */
export type CleaningStep = 'fuller-reading' | 'overlays' | 'copies' | 'select-blocks' | 'site-template';

export interface PageContext {
  /** Where the page came from; makes addresses absolute. */
  readonly url: string;
  /** The title the browser showed, when the page itself names none. */
  readonly title?: string | undefined;
  /** `Article.marks` of other pages of its site: what stands on enough of them is the site's. */
  readonly siblings?: readonly PageMarks[] | undefined;
  /** Keep what was dropped, by which step and why, in `Article.dropped`. */
  readonly trace?: boolean | undefined;
  /** Whoever reads the page for storing it says also where it leads. */
  readonly outline?: boolean | undefined;
  readonly without?: readonly CleaningStep[] | undefined;
  /** In place of the model that is shipped, for measurements. */
  readonly model?: BlockModel | undefined;
}

/** A page as far as the other pages of its site have no say in it, which is nearly all of the work. */
export interface WeighedPage extends CollectedPage {
  readonly metadata: PageMetadata;
  readonly weighed: WeighedBlocks;
}

/** Reads a page: what it says about itself, its blocks, which of them are its content, and that content as Markdown. */
export function cleanPage(root: PageElement, context: PageContext): Article {
  return writeArticle(weighPage(root, context), context);
}

/** What a page says about itself, its blocks, and what they are. */
export function weighPage(root: PageElement, context: PageContext): WeighedPage {
  const metadata = readMetadata(root, context.url);
  const fuller = context.without?.includes('fuller-reading') !== true;
  const collected = collectAll(root, metadata, fuller);
  return { ...collected, metadata, weighed: weighBlocks(collected.blocks, metadata, context) };
}

/** The content of a weighed page as Markdown, without what `context.siblings` show to be its site's. */
export function writeArticle(
  { blocks, pictures, metadata, weighed }: WeighedPage,
  context: PageContext,
): Article {
  const { kept, marks, dropped } = chooseBlocks(blocks, weighed, context);
  const content = blocks.filter((_, i) => kept[i]);
  const images = readImages(pictures, blocks, kept, metadata.base);
  return {
    title: metadata.title || (context.title ?? ''),
    other_titles: metadata.other_titles,
    author: metadata.author,
    published_at: metadata.published_at,
    declared_language: metadata.declared_language,
    canonical_link: metadata.canonical_link,
    site_name: metadata.site_name,
    description: metadata.description,
    ...writeMarkdown(content, images),
    images: images.map((placed) => placed.image),
    obstacle: findObstacle(content, weighed.overlaid.includes(true), metadata),
    marks,
    ...(context.trace === true ? { dropped } : {}),
  };
}

/** The page's blocks; a page that shows nearly nothing without its scripts is read from what it carries for readers without them. */
export function collectAll(root: PageElement, metadata: PageMetadata, mayReadMore: boolean): CollectedPage {
  const shown = collectBlocks(root, metadata.base);
  if (!mayReadMore || wordsOf(shown.blocks) >= THIN_PAGE) return shown;
  const fuller = collectBlocks(root, metadata.base, true);
  const { body } = metadata.linked;
  const words = wordsOf(fuller.blocks);
  if (body === null || words >= EMPTY_PAGE || countWords(body) <= words) return fuller;
  return {
    blocks: bodyBlocks(body, root),
    pictures: fuller.pictures.map((picture) => ({ ...picture, before: 0 })),
  };
}

/** Paragraphs of a JSON-LD `articleBody`, standing where an article would. */
function bodyBlocks(body: string, root: PageElement): PageBlock[] {
  const place = {
    element: { tag: 'article', children: [root], attribute: () => null },
    parent: null,
    depth: 0,
    heading: 0,
    quoted: 0,
    caption: false,
    hidden: false,
    item: null,
    nextItem: 1,
  };
  const paragraphs = body.split(/\n+/).map((paragraph) => foldSpace(paragraph));
  return paragraphs
    .filter((text) => text !== '')
    .map((text) => ({
      kind: 'paragraph',
      level: 0,
      text,
      markdown: escapeMarkdown(text),
      place,
      words: countWords(text),
      linkWords: 0,
    }));
}
