import * as z from 'zod/mini';
import { anchor, passageKind } from './passage.ts';

const text = z.string();
const maybeText = z.nullable(text);
const offset = z.number().check(z.refine((n) => Number.isInteger(n) && n >= 0));
const size = z.nullable(z.number());

/** A page as the extension's cleaner read it (`Article` of shared/page); offsets are UTF-16 units into `markdown`. */
export const capturedArticle = z.object({
  title: text,
  other_titles: z.array(text),
  author: maybeText,
  published_at: maybeText,
  declared_language: maybeText,
  canonical_link: maybeText,
  site_name: maybeText,
  description: maybeText,
  markdown: text,
  images: z.array(
    z.object({
      src: text,
      alt: text,
      title: text,
      caption: text,
      heading: text,
      context: text,
      width: size,
      height: size,
    }),
  ),
});
export type CapturedArticle = z.infer<typeof capturedArticle>;

/** A passage as the extension cut it, by estimated word pieces (`CutPassage` of shared/page). */
export const capturedPassage = z.object({
  ordinal: offset,
  text,
  heading_path: z.array(text),
  start: offset,
  end: offset,
  anchor,
  kind: passageKind,
});
export type CapturedPassage = z.infer<typeof capturedPassage>;
