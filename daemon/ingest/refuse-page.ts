import { Failure } from '../failure.ts';
import type { ReadPage } from './page-reader.ts';
import { primaryTag } from './primary-tag.ts';

/** A page without any words cannot be found again, so it is not kept: `empty-page`. */
export function requireText(read: ReadPage, url: string): void {
  if (read.passages.length > 0) return;
  throw new Failure('empty-page', 'No text was found on this page, so there is nothing to find again.', {
    details: { url },
  });
}

/** With PAGEKEEP_LANGUAGES set, other languages are refused: `language`. A page whose language cannot be told is kept. */
export function requireKeptLanguage(language: string | null, kept: readonly string[] | null): void {
  if (kept === null || language === null || kept.some((tag) => primaryTag(tag) === language)) return;
  throw new Failure(
    'language',
    `This page is in “${language}”; only ${kept.join(', ')} is kept (PAGEKEEP_LANGUAGES).`,
    {
      details: { language, kept },
    },
  );
}
