import * as z from 'zod/mini';

/** A picture as the page showed it: its current source and natural size, never its bytes. */
export const capturedImage = z.object({
  src: z.string(),
  alt: z.optional(z.string()),
  title: z.optional(z.string()),
  caption: z.optional(z.string()),
  width: z.optional(z.number()),
  height: z.optional(z.number()),
});

export type CapturedImage = z.infer<typeof capturedImage>;
