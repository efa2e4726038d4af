import * as z from 'zod/mini';
import { instant, plainText, retentionPolicy, tags, wholeNumber, wording } from './fields.ts';
import { IMAGE_FORMATS } from './image-format.ts';
import { LIMITS } from './limits.ts';

/** A picture as the page showed it: its current source and natural size. */
export const capturedImage = z.object({
  src: z.string(),
  alt: z.optional(z.string()),
  title: z.optional(z.string()),
  caption: z.optional(z.string()),
  width: z.optional(z.number()),
  height: z.optional(z.number()),
  /** Base64 of a small WebP, JPEG or PNG, made in the page from what it had loaded, at most 320 pixels a side. */
  thumbnail: z.optional(z.string()),
  /** A person pointed at it: it is kept wherever it stands in the page. */
  chosen: z.optional(z.boolean()),
});

export type CapturedImage = z.infer<typeof capturedImage>;

const imageFormat = z.enum(IMAGE_FORMATS);

export const orientation = z.enum(['landscape', 'portrait', 'square']);
export type Orientation = z.infer<typeof orientation>;

const pixels = (name: string) => wholeNumber(1, 100_000, name);

export const imageRequest = z.object({
  query: wording(LIMITS.questionCharacters, 'The question'),
  limit: z.optional(wholeNumber(1, LIMITS.searchResults, 'limit')),
  offset: z.optional(wholeNumber(0, 10_000, 'offset')),
  formats: z.optional(z.array(imageFormat)),
  orientation: z.optional(orientation),
  min_width: z.optional(pixels('min_width')),
  min_height: z.optional(pixels('min_height')),
  tags: z.optional(tags),
  tags_match: z.optional(z.enum(['any', 'all'])),
  domain: z.optional(plainText(LIMITS.patternCharacters, 'The domain')),
  page_id: z.optional(wholeNumber(1, Number.MAX_SAFE_INTEGER, 'page_id')),
  since: z.optional(instant),
  until: z.optional(instant),
  retention_policy: z.optional(retentionPolicy),
  explain: z.optional(z.boolean()),
});
export type ImageRequest = z.infer<typeof imageRequest>;

/** A found picture and its page. `width` and `height` are the natural size in pixels, null where nobody said it. */
export const foundImage = z.object({
  image_id: z.number(),
  image_url: z.string(),
  alt: z.string(),
  caption: z.string(),
  title: z.string(),
  context: z.string(),
  matched_by: z.array(z.enum(['own-words', 'context', 'page'])),
  session_id: z.nullable(z.string()),
  width: z.nullable(z.number()),
  height: z.nullable(z.number()),
  format: z.nullable(imageFormat),
  page_id: z.number(),
  page_url: z.string(),
  page_title: z.string(),
  domain: z.string(),
  captured_at: z.string(),
  score: z.number(),
  /** Whether a small copy is kept; without one, nothing is shown, because asking the site would tell it. */
  has_thumbnail: z.boolean(),
  duplicates: z.array(z.number()),
  explain: z.optional(z.record(z.string(), z.unknown())),
});
export type FoundImage = z.infer<typeof foundImage>;

export const imageAnswer = z.object({
  query: z.string(),
  results: z.array(foundImage),
  count: z.number(),
  total: z.number(),
  took_ms: z.number(),
  /** Says in one sentence that something damaged was left out. */
  notice: z.optional(z.string()),
});
export type ImageAnswer = z.infer<typeof imageAnswer>;

/** A small copy of a picture; over HTTP the bytes alone, under their type. */
export const thumbnail = z.object({
  type: z.enum(['image/webp', 'image/jpeg', 'image/png']),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
});
export type Thumbnail = z.infer<typeof thumbnail>;
