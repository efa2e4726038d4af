import * as z from 'zod/mini';

/** Every way a request can fail. Rooms throw these; one table per door turns them into statuses or exit codes. */
export const FAILURE_CODES = [
  'bad-input',
  'too-long',
  'url-invalid',
  'not-json',
  'unauthorized',
  'forbidden',
  'scope',
  'blocked',
  'sensitive',
  'forgotten',
  'address-forbidden',
  'pairing-refused',
  'pairing-closed',
  'wrong-host',
  'not-found',
  'method',
  'conflict',
  'key-reused',
  'too-large',
  'language',
  'empty-page',
  'no-words',
  'page-too-complex',
  'not-html',
  'fetch-failed',
  'rate-limited',
  'locked',
  'capacity',
  'not-ready',
  'model-missing',
  'disk-full',
  'data-damaged',
  'data-newer',
  'in-use',
  'internal',
] as const;

export type FailureCode = (typeof FAILURE_CODES)[number];

/** Body of every refused request: `error.message` is one plain sentence for a person. */
export const failureBody = z.object({
  success: z.literal(false),
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: z.optional(z.unknown()),
  }),
  timestamp: z.string(),
});

export type FailureBody = z.infer<typeof failureBody>;
