import * as z from 'zod/mini';
import { LIMITS } from './limits.ts';

/** NUL, lone surrogates and tag characters (U+E0000–E007F) are refused in parameters and stripped from pages (SURFACE.md 4). */
function hasForbiddenCharacter(text: string): boolean {
  return /[\0\u{E0000}-\u{E007F}]/u.test(text) || !text.isWellFormed();
}

/** Ordinary text of at most `limit` characters. Bidirectional text is ordinary text. */
export function plainText(limit: number, name: string) {
  return z.string({ error: `${name} must be text.` }).check(
    z.refine((text) => text.length <= limit, {
      error: `${name} is longer than ${limit} characters.`,
      params: { code: 'too-long' },
    }),
    z.refine((text) => !hasForbiddenCharacter(text), {
      error: `${name} contains a character that cannot be kept (NUL, half a surrogate pair, or a tag character).`,
    }),
  );
}

/** Tags compare without case and in NFC; this is the form they are compared in. */
export function tagKey(tag: string): string {
  return tag.normalize('NFC').toLowerCase();
}

function uniqueTags(tags: string[]): string[] {
  const byKey = new Map<string, string>();
  for (const raw of tags) {
    const tag = raw.normalize('NFC');
    if (tag.trim() !== '' && !byKey.has(tagKey(tag))) byKey.set(tagKey(tag), tag);
  }
  return [...byKey.values()];
}

const TOO_MANY_TAGS = `A page can have at most ${LIMITS.tagsPerPage} tags.`;

/** A list (elements kept as they are) or a comma string (split, trimmed). */
export const tags = z
  .pipe(
    z.union([
      // Looked at before the elements: a body has room for millions of them.
      z
        .array(plainText(LIMITS.tagCharacters, 'A tag'))
        .check(z.maxLength(LIMITS.tagsPerPage, { error: TOO_MANY_TAGS })),
      z.pipe(
        plainText(LIMITS.tagCharacters * LIMITS.tagsPerPage, 'The tags'),
        z.transform((text: string) => text.split(',').map((tag) => tag.trim())),
      ),
    ]),
    z.transform(uniqueTags),
  )
  .check(
    z.refine((list: string[]) => list.length <= LIMITS.tagsPerPage, {
      error: TOO_MANY_TAGS,
      params: { code: 'too-long' },
    }),
    z.refine((list: string[]) => list.every((tag) => tag.length <= LIMITS.tagCharacters), {
      error: `A tag is longer than ${LIMITS.tagCharacters} characters.`,
      params: { code: 'too-long' },
    }),
  );

/** `permanent`, `session_only` or `N_days` with N from 1 to 3650. */
export const retentionPolicy = z.string({ error: 'retention_policy must be text.' }).check(
  z.refine((text) => parseRetention(text) !== null, {
    error: `retention_policy must be permanent, session_only or N_days with N from 1 to ${LIMITS.retentionDays}.`,
  }),
);

export type Retention = { kind: 'permanent' } | { kind: 'session_only' } | { kind: 'days'; days: number };

/** Reads a retention policy; null when it is none. */
export function parseRetention(text: string): Retention | null {
  if (text === 'permanent' || text === 'session_only') return { kind: text };
  const days = /^([1-9]\d{0,3})_days$/.exec(text)?.[1];
  if (days === undefined || Number(days) > LIMITS.retentionDays) return null;
  return { kind: 'days', days: Number(days) };
}

/** A URL as text; whether it parses and is http(s) is decided by `canonicalUrl`, which answers `url-invalid`. */
export const url = plainText(LIMITS.urlCharacters, 'The URL');

const INSTANT = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/i;

/** `Date.parse` takes much more than ISO 8601, and 30 February for 2 March. */
function isInstant(text: string): boolean {
  const day = INSTANT.exec(text)?.[1];
  if (day === undefined || Number.isNaN(Date.parse(text))) return false;
  return new Date(day).toISOString().startsWith(day);
}

/** An ISO 8601 date or date-time. */
export const instant = plainText(64, 'A date').check(
  z.refine(isInstant, { error: 'A date must be written as 2026-11-21 or 2026-11-21T10:00:00Z.' }),
);

/** A whole number from `low` to `high`. */
export function wholeNumber(low: number, high: number, name: string) {
  const sentence = `${name} must be a whole number from ${low} to ${high}.`;
  return z
    .number({ error: sentence })
    .check(z.refine((n) => Number.isInteger(n) && n >= low && n <= high, { error: sentence }));
}
