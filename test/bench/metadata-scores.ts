import type { KeptArticle } from '../../shared/page/article.ts';
import type { BenchRow } from './bench-report.ts';
import type { WcxbPage } from './read-eval.ts';

type Named = Pick<KeptArticle, 'title' | 'other_titles' | 'author' | 'published_at'>;

/** How often a page's title, author and day of publishing are read as its ground truth has them; pages without one do not count. */
export class MetadataScores {
  readonly #hits = { title: 0, any: 0, author: 0, date: 0 };
  readonly #pages = { title: 0, author: 0, date: 0 };

  add(truth: Pick<WcxbPage, 'title' | 'author' | 'publish_date'>, read: Named): void {
    const { title, author, publish_date } = truth;
    if (title) {
      this.#pages.title++;
      if (keyOf(read.title) === keyOf(title)) this.#hits.title++;
      if ([read.title, ...read.other_titles].some((name) => keyOf(name) === keyOf(title))) this.#hits.any++;
    }
    if (author) {
      this.#pages.author++;
      if (keyOf(read.author ?? '') === keyOf(author)) this.#hits.author++;
    }
    if (publish_date) {
      this.#pages.date++;
      if (read.published_at?.slice(0, 10) === publish_date.slice(0, 10)) this.#hits.date++;
    }
  }

  rows(): BenchRow[] {
    const { title, any, author, date } = this.#hits;
    const pages = this.#pages;
    return [
      { figure: 'title as in the ground truth (share of pages)', ours: title / Math.max(1, pages.title) },
      { figure: 'title among all the page is called (share)', ours: any / Math.max(1, pages.title) },
      { figure: `author (share of ${pages.author} pages)`, ours: author / Math.max(1, pages.author) },
      { figure: `day of publishing (share of ${pages.date} pages)`, ours: date / Math.max(1, pages.date) },
    ];
  }
}

/** Letters and digits alone; "and" between names is a comma. */
function keyOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/,? and |[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
