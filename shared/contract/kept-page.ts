import * as z from 'zod/mini';
import { instant, plainText, retentionPolicy, tags, url } from './fields.ts';
import { LIMITS } from './limits.ts';
import { anchor, passageKind } from './passage.ts';

/** Text of at most `most` characters that a page says of itself. */
const text = (most: number) => z.string().check(z.maxLength(most));
const maybe = (most: number) => z.nullable(text(most));
const count = z.number().check(z.refine((n) => Number.isSafeInteger(n) && n >= 0));
const base64 = z.string().check(z.regex(/^[A-Za-z0-9+/]*={0,2}$/));

const NAME = LIMITS.titleCharacters;
/** A heading, a description, the words around a picture. */
const PARAGRAPH = 20_000;

const passage = z.object({
  ordinal: count,
  kind: passageKind,
  heading_path: z.array(text(PARAGRAPH)).check(z.maxLength(6)),
  start: count,
  end: count,
  anchor,
  text: text(PARAGRAPH),
});

const passages = <P extends z.ZodMiniType>(one: P) => z.array(one).check(z.maxLength(LIMITS.passagesPerPage));

/** `vector` is base64 of little-endian floats, made of the text whose SHA-256 is `text_hash` by the model of the file's first line. */
const currentPassage = z.extend(passage, { text_hash: text(64), vector: z.optional(base64) });

const keptImage = z.object({
  src: text(LIMITS.captureBytes),
  alt: text(PARAGRAPH),
  title: text(PARAGRAPH),
  caption: text(PARAGRAPH),
  heading: text(PARAGRAPH),
  context: text(PARAGRAPH),
  width: z.nullable(count),
  height: z.nullable(count),
  thumbnail: z.optional(
    z.object({
      type: z.enum(['image/webp', 'image/jpeg', 'image/png']),
      bytes: base64.check(z.maxLength(LIMITS.thumbnailBytes * 2)),
    }),
  ),
});

/** How a page read before. */
const keptVersion = z.object({
  version: count,
  captured_at: instant,
  seen_at: instant,
  title: text(NAME),
  content_hash: text(100),
  cleaner: text(20),
  markdown: text(LIMITS.captureBytes),
  passages: passages(passage),
});

/** A page with all that is kept of it: a line of an export. Times are ISO 8601 in UTC, bytes are base64. */
export const keptPage = z.object({
  url,
  addresses: z.array(url).check(z.maxLength(1_000)),
  title: text(NAME),
  /** What the page calls itself, where a person gave it `title`. */
  own_title: maybe(NAME),
  other_titles: z.array(text(NAME)).check(z.maxLength(20)),
  author: maybe(NAME),
  published_at: maybe(100),
  language: maybe(100),
  description: maybe(PARAGRAPH),
  site_name: maybe(NAME),
  captured_at: instant,
  referrer: maybe(LIMITS.urlCharacters),
  selection: maybe(LIMITS.captureBytes),
  note: z.nullable(plainText(LIMITS.noteCharacters, 'The note')),
  tags,
  retention_policy: retentionPolicy,
  expires_at: z.nullable(instant),
  pinned: z.boolean(),
  version: count,
  version_at: instant,
  content_hash: text(100),
  cleaner: text(20),
  markdown: text(LIMITS.captureBytes),
  passages: passages(currentPassage),
  images: z.array(keptImage).check(z.maxLength(LIMITS.imagesPerPage)),
  /** See `site-template.ts` of shared/page. */
  marks: z.array(count).check(z.maxLength(10_000)),
  /** The visible page: HTML, compressed with zstd. */
  snapshot: z.nullable(base64),
  versions: z.array(keptVersion).check(z.maxLength(1_000)),
});
export type KeptPage = z.output<typeof keptPage>;
export type KeptVersion = z.output<typeof keptVersion>;
