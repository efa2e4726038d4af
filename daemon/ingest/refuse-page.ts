import type { FieldKind } from '../../shared/page/field-kinds.ts';
import { Failure } from '../failure.ts';
import type { ReadPage } from './page-reader.ts';
import { primaryTag } from './primary-tag.ts';
import { sayObstacle } from './say-obstacle.ts';

/** A page without any words of its own cannot be found again, so it is not kept: `empty-page`. */
export function requireText(read: ReadPage, url: string): void {
  const { obstacle } = read.article;
  if (obstacle !== 'covered' && read.passages.length > 0) return;
  const nothing = 'No text was found on this page, so there is nothing to find again.';
  const sentence = obstacle === null ? nothing : sayObstacle(obstacle);
  throw new Failure('empty-page', sentence, { details: { url, obstacle } });
}

/** How a page came here; no request can set the first. */
export interface SensitiveAsk {
  /** Nobody saw the page: it was fetched. A browser asks the person itself. */
  readonly fetched?: boolean;
  /** A person wants it all the same. */
  readonly allow_sensitive?: boolean;
}

/** A fetched page that is there to sign in or to pay on is kept only for who insists: `sensitive`. */
export function requireOrdinary({ sensitive }: ReadPage, ask: SensitiveAsk, url: string): void {
  if (sensitive === null || ask.fetched !== true || ask.allow_sensitive === true) return;
  throw new Failure('sensitive', `This looks like ${SENSITIVE[sensitive]}, so it was not kept.`, {
    details: { url, kind: sensitive },
  });
}

const SENSITIVE: Readonly<Record<FieldKind, string>> = {
  'sign-in': 'a sign-in page',
  payment: 'a page to pay on',
  code: 'a page that asks for a one-time code',
};

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
