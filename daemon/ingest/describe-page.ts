import type { PageCapture } from '../../shared/contract/page.ts';
import { domainOf } from '../../shared/page/canonical-url.ts';
import { CLEANER_VERSION } from '../../shared/page/cleaner-version.ts';
import { contentHash } from '../../shared/page/content-hash.ts';
import { stripInvisible } from '../../shared/page/strip-invisible.ts';
import { joinCaptured } from '../images/join-captured.ts';
import type { PageToCommit } from '../store/rows.ts';
import type { ReadPage } from './page-reader.ts';

/** Puts capture and reading together into the row that is kept. A capture from the future is dated now. */
export async function describePage(
  url: string,
  seenAt: string,
  capture: PageCapture,
  read: ReadPage,
  now: number,
): Promise<PageToCommit> {
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
    ...(capture.retention_policy !== undefined && { retention_policy: capture.retention_policy }),
    content_hash: await contentHash(read.seen),
    cleaner: CLEANER_VERSION,
    capture_id: capture.capture_id ?? null,
    tags: capture.tags ?? [],
    markdown: article.markdown,
    images: joinCaptured(article.images, capture.images ?? []),
    passages: read.passages,
    marks: article.marks,
    snapshot: read.snapshot,
  };
}
