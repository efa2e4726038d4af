import * as z from 'zod/mini';
import { anyFieldOf, plainText, url, withFacts } from './fields.ts';
import { LIMITS } from './limits.ts';

/** A host (`example.com`), a host with all below it (`*.example.com`), either with a path where `*` stands for anything (`example.com/private/*`), words in the address or the title (`word:casino`, `title:casino`, `address:casino`), or a ready list (`list:adult`). */
export const blockRequest = z.object({
  pattern: withFacts(plainText(LIMITS.patternCharacters, 'The pattern'), {
    maxLength: LIMITS.patternCharacters,
    format: 'site-pattern',
  }),
  description: z.optional(plainText(LIMITS.noteCharacters, 'The description')),
});

/** `pattern` as it is compared; `added` is false where it was blocked already. `kept_pages` are kept of it all the same, until they are forgotten. */
export const blockAnswer = z.object({
  pattern: z.string(),
  description: z.nullable(z.string()),
  added: z.boolean(),
  kept_pages: z.number(),
});
export type BlockAnswer = z.infer<typeof blockAnswer>;

export const unblockAnswer = z.object({ pattern: z.string(), removed: z.boolean() });
export type UnblockAnswer = z.infer<typeof unblockAnswer>;

export const blockList = z.object({
  blocked_domains: z.array(
    z.object({ pattern: z.string(), description: z.nullable(z.string()), created_at: z.string() }),
  ),
  count: z.number(),
  /** Those that come with the product, by how many hosts they hold; `list:NAME` as a pattern switches one on. */
  lists: z.array(z.object({ name: z.string(), title: z.string(), hosts: z.number(), enabled: z.boolean() })),
});
export type BlockList = z.infer<typeof blockList>;

export const blockTest = anyFieldOf(
  z.object({
    url: z.optional(url),
    title: z.optional(plainText(LIMITS.titleCharacters, 'The title')),
  }),
  ['url', 'title'],
  'Say which url or title is to be tested.',
);

/** Whether an address or a title may be kept, the pattern that says no, and the ready list that it comes from. */
export const blockVerdict = z.object({
  url: z.nullable(z.string()),
  blocked: z.boolean(),
  pattern: z.nullable(z.string()),
  list: z.nullable(z.string()),
});
export type BlockVerdict = z.infer<typeof blockVerdict>;
