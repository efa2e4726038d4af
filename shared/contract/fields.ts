import * as z from 'zod/mini';
import { LIMITS } from './limits.ts';
import { parseRetention } from './retention.ts';
import { tagKey } from './tag-key.ts';

/** What the described API says of a field that is checked by a function: JSON Schema keywords, by the field. */
export const fieldFacts = new WeakMap<object, Readonly<Record<string, unknown>>>();

/** Notes what the described API says of a field; a `format` that JSON Schema does not know only helps whoever makes up requests. */
export function withFacts<Field extends object>(
  field: Field,
  facts: Readonly<Record<string, unknown>>,
): Field {
  fieldFacts.set(field, facts);
  return field;
}

/** At least one of these fields must be given: unknown ones are ignored, so a request without any known one is a mistake. */
export function anyFieldOf<Schema extends z.ZodMiniObject>(
  schema: Schema,
  fields: readonly (keyof z.output<Schema> & string)[],
  error: string,
): Schema {
  const isGiven = (asked: z.output<Schema>) => fields.some((field) => asked[field] !== undefined);
  return withFacts(schema.check(z.refine(isGiven, { error })), {
    anyOf: fields.map((field) => ({ required: [field] })),
  });
}

/** NUL, lone surrogates and tag characters (U+E0000–E007F) are refused in parameters and stripped from pages (SURFACE.md 4). */
function hasForbiddenCharacter(text: string): boolean {
  return /[\0\u{E0000}-\u{E007F}]/u.test(text) || !text.isWellFormed();
}

/** The same for the described API; half a surrogate pair is no text in JSON anyway. */
export const PLAIN = '^[^\\u0000\u{E0000}-\u{E007F}]*$';

/** Counts characters, not the halves that some take in UTF-16. */
function isWithin(limit: number, text: string): boolean {
  return text.length <= limit || (text.length <= 2 * limit && Array.from(text).length <= limit);
}

/** Ordinary text of at most `limit` characters. Bidirectional text is ordinary text. */
export function plainText(limit: number, name: string) {
  const text = z.string({ error: `${name} must be text.` }).check(
    z.refine((given) => isWithin(limit, given), {
      error: `${name} is longer than ${limit} characters.`,
      params: { code: 'too-long' },
    }),
    z.refine((given) => !hasForbiddenCharacter(given), {
      error: `${name} contains a character that cannot be kept (NUL, half a surrogate pair, or a tag character).`,
    }),
  );
  return withFacts(text, { maxLength: limit, pattern: PLAIN });
}

/** An id that stands in a path, which the guard wants written plainly. */
export function pathId(name: string) {
  return withFacts(plainText(100, name), { maxLength: 100, pattern: '^[A-Za-z0-9_~-][A-Za-z0-9._~-]*$' });
}

/** Words that a question is made of: something to be seen. */
export function wording(limit: number, name: string) {
  return withFacts(plainText(limit, name), {
    maxLength: limit,
    allOf: [{ pattern: PLAIN }, { pattern: '\\S' }],
  });
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

/** A URL as text; whether it parses and is http(s) is decided by `canonicalUrl`, which answers `url-invalid`. */
export const url = withFacts(plainText(LIMITS.urlCharacters, 'The URL'), {
  maxLength: LIMITS.urlCharacters,
  // As browsers read them (https://url.spec.whatwg.org): letters of every script, which `uri` forbids.
  format: 'web-url',
});

/** `Date.parse` takes much more than ISO 8601, and 30 February for 2 March: every day there is, written out. */
const INSTANT =
  /^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?)?$/;

/** An ISO 8601 date or date-time. */
export const instant = withFacts(
  plainText(64, 'A date').check(
    z.refine((text) => INSTANT.test(text), {
      error: 'A date must be written as 2026-11-21 or 2026-11-21T10:00:00Z.',
    }),
  ),
  { pattern: INSTANT.source },
);

/** A moment that is not still to come. */
export const pastInstant = withFacts(instant.check(), { pattern: INSTANT.source, format: 'past-instant' });

/** A whole number from `low` to `high`. */
export function wholeNumber(low: number, high: number, name: string) {
  const sentence = `${name} must be a whole number from ${low} to ${high}.`;
  const number = z
    .number({ error: sentence })
    .check(z.refine((n) => Number.isInteger(n) && n >= low && n <= high, { error: sentence }));
  return withFacts(number, { type: 'integer', minimum: low, maximum: high });
}
