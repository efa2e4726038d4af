import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { withFacts } from './fields.ts';
import { LIMITS } from './limits.ts';
import { VISIBLE } from './visible.ts';

const text = withFacts(z.string({ error: 'A text to embed must be text.' }), {
  // What is nothing to be seen is refused by its place.
  pattern: VISIBLE,
});
const texts = withFacts(
  z.array(text).check(
    z.minLength(1, { error: 'There is no text to embed.' }),
    z.refine((list: readonly string[]) => list.length <= LIMITS.embeddedTexts, {
      error: `At most ${LIMITS.embeddedTexts} texts are embedded at once.`,
      params: { code: 'too-large' },
    }),
  ),
  { minItems: 1, maxItems: LIMITS.embeddedTexts },
);
const vector = z.array(z.number());

/** The model for other programs; these answer bare, as servers of embeddings do. */
export const embedEndpoints = {
  embed: {
    method: 'POST',
    path: '/embed',
    scope: 'read',
    from: 'body',
    request: z.object({ text }),
    response: z.object({ embedding: vector, dimensions: z.number() }),
    maxBytes: LIMITS.embeddedBytes,
  },
  batchEmbed: {
    method: 'POST',
    path: '/batch_embed',
    scope: 'read',
    from: 'body',
    request: z.object({ texts }),
    response: z.object({ embeddings: z.array(vector), dimensions: z.number() }),
    maxBytes: LIMITS.embeddedBytes,
  },
  // The shape of OpenAI's route, which many programs speak (https://platform.openai.com/docs/api-reference/embeddings).
  embeddings: {
    method: 'POST',
    path: '/v1/embeddings',
    scope: 'read',
    from: 'body',
    request: z.object({
      input: z.union([text, texts]),
      model: z.optional(z.string()),
      encoding_format: z.optional(z.enum(['float', 'base64'])),
    }),
    response: z.object({
      object: z.literal('list'),
      data: z.array(
        z.object({
          object: z.literal('embedding'),
          index: z.number(),
          embedding: z.union([vector, z.string()]),
        }),
      ),
      model: z.string(),
      usage: z.object({ prompt_tokens: z.number(), total_tokens: z.number() }),
    }),
    maxBytes: LIMITS.embeddedBytes,
  },
} as const satisfies Record<string, Endpoint>;
