import * as z from 'zod/mini';
import { plainText, url } from './fields.ts';
import { LIMITS } from './limits.ts';

/** A host (`example.com`), a host with all below it (`*.example.com`), or either with a path where `*` stands for anything (`example.com/private/*`). */
export const blockRequest = z.object({
  pattern: plainText(LIMITS.patternCharacters, 'The pattern'),
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
});
export type BlockList = z.infer<typeof blockList>;

export const blockTest = z.object({ url });

/** Whether an address may be kept, and the pattern that says no. */
export const blockVerdict = z.object({
  url: z.string(),
  blocked: z.boolean(),
  pattern: z.nullable(z.string()),
});
export type BlockVerdict = z.infer<typeof blockVerdict>;
