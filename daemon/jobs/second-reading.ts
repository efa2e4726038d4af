import type { KeptArticle } from '../../shared/page/article.ts';
import type { PageContext } from '../../shared/page/clean-page.ts';
import { htmlOfMarkdown } from '../crawl/html-of-markdown.ts';
import type { RenderedPage } from '../crawl/renderer.ts';
import type { CleanedPage } from '../ingest/find-fault.ts';
import type { PageReader, ReadPage } from '../ingest/page-reader.ts';

/** Words: what is shorter says no more than that there was something. */
const FEWEST = 20;

/**
 * Reads a page as any other; where nothing is found in it, the text is taken as Crawl4AI reads it, cut as any other. Ours
 * leaves out what stands in a dialog, a drawing or a field, and a few pages say all there.
 */
export class SecondReading implements Pick<PageReader, 'read'> {
  readonly #page: Pick<RenderedPage, 'readAgain'>;
  readonly #reader: Pick<PageReader, 'read'>;
  /** One sentence for a person, once the text is Crawl4AI's. */
  notice: string | null = null;

  constructor(page: Pick<RenderedPage, 'readAgain'>, reader: Pick<PageReader, 'read'>) {
    this.#page = page;
    this.#reader = reader;
  }

  async read(
    html: string,
    context: PageContext,
    cleaned: CleanedPage | null = null,
    deadlineMs?: number,
  ): Promise<ReadPage> {
    const first = await this.#reader.read(html, context, cleaned, deadlineMs);
    const isEmpty = first.passages.length === 0 && first.article.obstacle === null;
    const markdown = isEmpty ? ((await this.#page.readAgain?.()) ?? '') : '';
    if (markdown.split(/\s+/, FEWEST + 1).length <= FEWEST) return first;
    const second = await this.#reader.read(
      htmlOfMarkdown(markdown, first.article),
      context,
      null,
      deadlineMs,
    );
    if (second.passages.length === 0) return first;
    this.notice = 'Its text is as Crawl4AI reads the page; the usual reading found none.';
    return joined(first, second);
  }
}

/** What the page says of itself and where it leads, with the text that was found otherwise. */
function joined(first: ReadPage, second: ReadPage): ReadPage {
  const [outline, found] = [first.outline, second.outline];
  return {
    ...second,
    article: withText(first.article, second.article),
    seen: withText(first.seen, second.seen),
    sensitive: first.sensitive,
    outline:
      outline === null || found === null ? null : { ...outline, words: found.words, simhash: found.simhash },
  };
}

function withText(article: KeptArticle, { marks, markdown, images, obstacle }: KeptArticle): KeptArticle {
  return { ...article, marks, markdown, images, obstacle };
}
