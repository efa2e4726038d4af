import * as z from 'zod/mini';
import { LIMITS } from './limits.ts';

/** What the described API says of a field that is checked by a function: JSON Schema keywords, by the field. */
export const fieldFacts = new WeakMap<object, Readonly<Record<string, unknown>>>();

function withFacts<Field extends object>(field: Field, facts: Readonly<Record<string, unknown>>): Field {
  fieldFacts.set(field, facts);
  return field;
}

/** NUL, lone surrogates and tag characters (U+E0000–E007F) are refused in parameters and stripped from pages (SURFACE.md 4). */
function hasForbiddenCharacter(text: string): boolean {
  return /[\0\u{E0000}-\u{E007F}]/u.test(text) || !text.isWellFormed();
}

/** Ordinary text of at most `limit` characters. Bidirectional text is ordinary text. */
export function plainText(limit: number, name: string) {
  const text = z.string({ error: `${name} must be text.` }).check(
    z.refine((given) => given.length <= limit, {
      error: `${name} is longer than ${limit} characters.`,
      params: { code: 'too-long' },
    }),
    z.refine((given) => !hasForbiddenCharacter(given), {
      error: `${name} contains a character that cannot be kept (NUL, half a surrogate pair, or a tag character).`,
    }),
  );
  return withFacts(text, { maxLength: limit, pattern: '^[^\\u0000]*$' });
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
export const retentionPolicy = withFacts(
  z.string({ error: 'retention_policy must be text.' }).check(
    z.refine((text) => parseRetention(text) !== null, {
      error: `retention_policy must be permanent, session_only or N_days with N from 1 to ${LIMITS.retentionDays}.`,
    }),
  ),
  {
    pattern:
      '^(permanent|session_only|([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)_days)$',
  },
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
export const url = withFacts(plainText(LIMITS.urlCharacters, 'The URL'), {
  maxLength: LIMITS.urlCharacters,
  format: 'uri',
  pattern: '^https?://',
});

const INSTANT = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/i;

/** `Date.parse` takes much more than ISO 8601, and 30 February for 2 March. */
function isInstant(text: string): boolean {
  const day = INSTANT.exec(text)?.[1];
  if (day === undefined || Number.isNaN(Date.parse(text))) return false;
  return new Date(day).toISOString().startsWith(day);
}

/** An ISO 8601 date or date-time. */
export const instant = withFacts(
  plainText(64, 'A date').check(
    z.refine(isInstant, { error: 'A date must be written as 2026-11-21 or 2026-11-21T10:00:00Z.' }),
  ),
  { anyOf: [{ format: 'date' }, { format: 'date-time' }] },
);

/** A whole number from `low` to `high`. */
export function wholeNumber(low: number, high: number, name: string) {
  const sentence = `${name} must be a whole number from ${low} to ${high}.`;
  const number = z
    .number({ error: sentence })
    .check(z.refine((n) => Number.isInteger(n) && n >= low && n <= high, { error: sentence }));
  return withFacts(number, { type: 'integer', minimum: low, maximum: high });
}
