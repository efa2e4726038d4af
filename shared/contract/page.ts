import * as z from 'zod/mini';
import { catch as otherwise } from 'zod/mini';
import { instant, plainText, retentionPolicy, tags, url } from './fields.ts';
import { capturedArticle, capturedPassage } from './article.ts';
import { capturedImage } from './image.ts';
import { LIMITS } from './limits.ts';
import { renderer } from './renderer.ts';

/** A page as a person saw it, on its way to the daemon. `html` is the visible snapshot; `capture_id` makes sending it twice harmless. */
export const pageCapture = z.object({
  url,
  html: z.string({ error: 'html must be text.' }),
  capture_id: z.optional(plainText(100, 'capture_id')),
  title: z.optional(plainText(LIMITS.titleCharacters, 'The title')),
  captured_at: z.optional(instant),
  canonical_url: z.optional(url),
  language: z.optional(plainText(100, 'The language')),
  referrer: z.optional(url),
  selection: z.optional(z.string({ error: 'selection must be text.' })),
  images: z.optional(z.array(capturedImage).check(z.maxLength(LIMITS.imagesPerPage))),
  tags: z.optional(tags),
  note: z.optional(plainText(LIMITS.noteCharacters, 'The note')),
  retention_policy: z.optional(retentionPolicy),
  /** What the extension made of the page itself; taken where its version of the cleaner is the daemon's. What is malformed counts as absent: the page is cleaned again from `html`, and not lost. */
  cleaner: z.optional(plainText(20, 'cleaner')),
  article: otherwise(z.optional(capturedArticle), undefined),
  passages: otherwise(
    z.optional(z.array(capturedPassage).check(z.maxLength(LIMITS.passagesPerPage))),
    undefined,
  ),
  /** Keeps this page though its site is blocked; heard only from a browser, where a person pressed it. */
  allow_blocked: z.optional(z.boolean()),
  /** The item of a job whose page this is: a browser was sent for it. */
  job_item: z.optional(z.number()),
});

export type PageCapture = z.infer<typeof pageCapture>;

/**
 * What a person may change of a kept page. Tags and retention become as given, an empty note removes it, and an empty
 * title gives the page its own back.
 */
export const pageEdit = z.object({
  tags: z.optional(tags),
  note: z.optional(plainText(LIMITS.noteCharacters, 'The note')),
  title: z.optional(plainText(LIMITS.titleCharacters, 'The title')),
  retention_policy: z.optional(retentionPolicy),
  /** A pinned page stays whatever its policy says. */
  pinned: z.optional(z.boolean({ error: 'pinned must be true or false.' })),
});

export type PageEdit = z.infer<typeof pageEdit>;

/** What the daemon answers once the page is durable; `embedded` says whether it is also found by meaning already. */
export const savedPage = z.object({
  page_id: z.number(),
  url: z.string(),
  title: z.string(),
  status: z.enum(['stored', 'unchanged', 'updated']),
  passages: z.number(),
  images: z.number(),
  embedded: z.boolean(),
  /** How long the page stays now: never shorter than it was kept before. */
  retention_policy: z.optional(z.string()),
  /** One sentence for a person, where the page was not there as a whole: a paywall, an error in its place. */
  notice: z.optional(z.string()),
  /** Who opened the page, where the app did. */
  renderer: z.optional(renderer),
});

export type SavedPage = z.infer<typeof savedPage>;

/** A page in a list: no text. Times are ISO 8601 in UTC. */
export const listedPage = z.object({
  page_id: z.number(),
  url: z.string(),
  title: z.string(),
  domain: z.string(),
  language: z.nullable(z.string()),
  tags: z.array(z.string()),
  note: z.nullable(z.string()),
  retention_policy: z.string(),
  pinned: z.optional(z.boolean()),
  /** When its days are over; null, and absent from an older app, where no day ends it. */
  expires_at: z.optional(z.nullable(z.string())),
  /** The number of this reading of the page; each changed one counts. */
  version: z.optional(z.number()),
  captured_at: z.string(),
  timestamp: z.string(),
  passages: z.number(),
  /** Identifies what a reader saw, as read by this version of the cleaner: another hash by the same version is a changed page. */
  content_hash: z.string(),
  cleaner: z.string(),
  /** The first words of the article, at most 240 characters. */
  snippet: z.optional(z.string()),
  /** Size of the article in UTF-8. */
  bytes: z.optional(z.number()),
});

export type ListedPage = z.infer<typeof listedPage>;

/** What was left out of a page, by which step of cleaning, and why; `text` is the page's own. */
export const cleaningTrace = z.object({
  page_id: z.number(),
  obstacle: z.nullable(z.string()),
  dropped: z.array(z.object({ step: z.string(), reason: z.string(), text: z.string() })),
});

export type CleaningTrace = z.infer<typeof cleaningTrace>;
