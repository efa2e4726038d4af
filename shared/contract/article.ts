import * as z from 'zod/mini';
import { LIMITS } from './limits.ts';
import { anchor, passageKind } from './passage.ts';

/** Text of at most `most` characters. What is in it is looked at where pages are read, off the main thread. */
const text = (most: number) => z.string().check(z.maxLength(most));
const maybe = (most: number) => z.nullable(text(most));
const offset = z.number().check(z.refine((n) => Number.isInteger(n) && n >= 0));
const size = z.nullable(z.number().check(z.refine((n) => Number.isInteger(n) && n >= 0)));

const NAME = LIMITS.titleCharacters;
/** Of a paragraph that stands alone: a heading, a description, the words around a picture. */
const PARAGRAPH = 20_000;
/** A passage of 256 word pieces is never longer than 6,144 characters and the breaks between its blocks. */
const PASSAGE = 8_000;

/** A page as the extension's cleaner read it (`KeptArticle` of shared/page); offsets are UTF-16 units into `markdown`. */
export const capturedArticle = z.object({
  title: text(NAME),
  other_titles: z.array(text(NAME)).check(z.maxLength(10)),
  author: maybe(NAME),
  published_at: maybe(100),
  declared_language: maybe(100),
  canonical_link: maybe(LIMITS.urlCharacters),
  site_name: maybe(NAME),
  description: maybe(PARAGRAPH),
  markdown: text(LIMITS.captureBytes),
  images: z
    .array(
      z.object({
        src: text(LIMITS.urlCharacters),
        alt: text(NAME),
        title: text(NAME),
        caption: text(NAME),
        heading: text(PARAGRAPH),
        context: text(PARAGRAPH),
        width: size,
        height: size,
      }),
    )
    .check(z.maxLength(LIMITS.imagesPerPage)),
  obstacle: z.nullable(z.enum(['covered', 'paywall', 'error'])),
  marks: z.array(offset).check(z.maxLength(2_000)),
});
export type CapturedArticle = z.infer<typeof capturedArticle>;

/** A passage as the extension cut it, by estimated word pieces (`CutPassage` of shared/page). */
export const capturedPassage = z.object({
  ordinal: offset,
  text: text(PASSAGE),
  heading_path: z.array(text(PARAGRAPH)).check(z.maxLength(6)),
  start: offset,
  end: offset,
  anchor,
  kind: passageKind,
});
export type CapturedPassage = z.infer<typeof capturedPassage>;
