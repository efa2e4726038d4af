import { createHash } from 'node:crypto';
import type { PageCapture } from '../../shared/contract/page.ts';
import { domainOf } from '../../shared/page/canonical-url.ts';
import { CLEANER_VERSION } from '../../shared/page/clean-page.ts';
import { stripInvisible } from '../../shared/page/strip-invisible.ts';
import type { PageToCommit } from '../store/rows.ts';
import type { ReadPage } from './page-reader.ts';

/** Identifies what a reader would see: two captures with this hash are the same page, whatever changed around the article. */
function contentHash(read: ReadPage): string {
  const { title, markdown, images } = read.article;
  const pictures = images.map((image) => image.src);
  return createHash('sha256')
    .update(JSON.stringify([title, markdown, pictures]))
    .digest('hex');
}

/** Puts capture and reading together into the row that is kept. A capture from the future is dated now. */
export function describePage(
  url: string,
  seenAt: string,
  capture: PageCapture,
  read: ReadPage,
  now: number,
): PageToCommit {
  const { article } = read;
  const captured = capture.captured_at === undefined ? now : Date.parse(capture.captured_at);
  return {
    url,
    seen_at: seenAt,
    domain: domainOf(url),
    title: article.title || capture.title || url,
    other_titles: article.other_titles,
    author: article.author,
    published_at: article.published_at,
    language: read.language,
    description: article.description,
    site_name: article.site_name,
    captured_at: Math.min(captured, now),
    referrer: capture.referrer ?? null,
    selection: capture.selection === undefined ? null : stripInvisible(capture.selection),
    note: capture.note === undefined || capture.note === '' ? null : capture.note,
    retention_policy: capture.retention_policy ?? 'permanent',
    content_hash: contentHash(read),
    cleaner: CLEANER_VERSION,
    capture_id: capture.capture_id ?? null,
    tags: capture.tags ?? [],
    markdown: article.markdown,
    images: article.images,
    passages: read.passages,
    snapshot: read.snapshot,
  };
}
