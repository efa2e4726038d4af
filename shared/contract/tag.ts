import * as z from 'zod/mini';
import { plainText, tags, url, wholeNumber, withFacts, wording } from './fields.ts';
import { LIMITS } from './limits.ts';

const oneTag = z
  .pipe(
    wording(LIMITS.tagCharacters, 'The tag'),
    z.transform((tag: string) => tag.normalize('NFC')),
  )
  .check(
    z.refine((tag: string) => tag.trim() !== '', { error: 'The tag is empty.' }),
    z.refine((tag: string) => tag.length <= LIMITS.tagCharacters, {
      error: `The tag is longer than ${LIMITS.tagCharacters} characters.`,
      params: { code: 'too-long' },
    }),
  );

export const tagQuery = z.object({
  /** Tags that begin like this, compared as tags are: without case, in NFC. */
  prefix: z.optional(plainText(LIMITS.tagCharacters, 'The prefix')),
  limit: z.optional(wholeNumber(1, 1_000, 'limit')),
});
export type TagQuery = z.infer<typeof tagQuery>;

/** Tags by how many pages carry them, most first; `total` counts all that the prefix lets through. */
export const tagList = z.object({
  tags: z.array(z.object({ tag: z.string(), pages: z.number() })),
  count: z.number(),
  total: z.number(),
});
export type TagList = z.infer<typeof tagList>;

/** What a page is about: its address where it is kept already, else its title and words. */
export const suggestRequest = withFacts(
  z
    .object({
      url: z.optional(url),
      title: z.optional(plainText(LIMITS.titleCharacters, 'The title')),
      text: z.optional(plainText(LIMITS.questionCharacters, 'The text')),
      limit: z.optional(wholeNumber(1, 50, 'limit')),
    })
    .check(
      z.refine(
        ({ url: address, title = '', text = '' }) => address !== undefined || (title + text).trim() !== '',
        { error: 'Say what the page is about: its url, title or text.' },
      ),
    ),
  {
    anyOf: [
      { required: ['url'] },
      ...['title', 'text'].map((said) => ({ required: [said], properties: { [said]: { pattern: '\\S' } } })),
    ],
  },
);
export type SuggestRequest = z.infer<typeof suggestRequest>;

/** Tags of the nearest kept pages, best first; `score` is 0–1. Tags the page has already are left out. */
export const suggestAnswer = z.object({
  suggestions: z.array(z.object({ tag: z.string(), score: z.number(), pages: z.number() })),
});
export type SuggestAnswer = z.infer<typeof suggestAnswer>;

/** Puts `into` in the place of every tag of `from`; with one tag this renames it. */
export const mergeRequest = z.object({
  from: withFacts(
    tags.check(z.refine((list: string[]) => list.length > 0, { error: 'Name at least one tag to replace.' })),
    {
      anyOf: [
        {
          type: 'array',
          minItems: 1,
          maxItems: LIMITS.tagsPerPage,
          items: { type: 'string', maxLength: LIMITS.tagCharacters, format: 'visible-text' },
        },
        {
          type: 'string',
          maxLength: LIMITS.tagsPerPage * LIMITS.tagCharacters,
          format: 'visible-text',
        },
      ],
    },
  ),
  into: oneTag,
});
export type MergeRequest = z.output<typeof mergeRequest>;
export const mergeAnswer = z.object({ into: z.string(), pages: z.number() });
export type MergeAnswer = z.infer<typeof mergeAnswer>;
