import * as z from 'zod/mini';
import { instant, plainText, wholeNumber, withFacts } from './fields.ts';
import { LIMITS } from './limits.ts';

/** What a client may do. `admin` covers tokens, sync and shutdown. */
export const SCOPES = ['read', 'capture', 'crawl', 'forget', 'admin'] as const;
export const scope = z.enum(SCOPES);
export type Scope = (typeof SCOPES)[number];

/** Exactly one of `code` (128 bits, base64url) and `digits` (8 digits, spaces ignored). */
export const pairingClaim = withFacts(
  z.object({
    code: z.optional(plainText(64, 'The code')),
    digits: z.optional(plainText(16, 'The digits')),
    name: plainText(100, 'The name'),
  }),
  { oneOf: [{ required: ['code'] }, { required: ['digits'] }] },
);

export const pairedClient = z.object({
  client_id: z.string(),
  token: z.string(),
  scopes: z.array(scope),
  contract: z.number(),
});

export type PairedClient = z.infer<typeof pairedClient>;

/**
 * The pages a client may know of: those that carry one of the tags, of one of the sites, seen from `since` to `until`.
 * What is not said narrows nothing.
 */
export const reach = z.object({
  tags: z.optional(z.array(plainText(LIMITS.tagCharacters, 'A tag')).check(z.maxLength(LIMITS.tagsPerPage))),
  domains: z.optional(
    z.array(plainText(LIMITS.patternCharacters, 'A domain')).check(z.maxLength(LIMITS.tagsPerPage)),
  ),
  since: z.optional(instant),
  until: z.optional(instant),
});
export type Reach = z.infer<typeof reach>;

export const listedToken = z.object({
  client_id: z.string(),
  name: z.string(),
  scopes: z.array(scope),
  /** null: every page. */
  reach: z.nullable(reach),
  origin: z.nullable(z.string()),
  /** Whoever asks. */
  current: z.boolean(),
  created_at: z.string(),
  last_used_at: z.nullable(z.string()),
});

export type ListedToken = z.infer<typeof listedToken>;

/** What a person needs to let a client in: digits to type, or a link's code and the number to compare. */
export const openedPairing = z.object({
  digits: z.string(),
  code: z.string(),
  check: z.string(),
  expires_at: z.string(),
});

export type OpenedPairing = z.infer<typeof openedPairing>;

/** What a client may do from now on, and with which pages; what is left out stays. */
export const tokenEdit = z.object({
  client_id: plainText(100, 'client_id'),
  scopes: z.optional(z.array(scope)),
  reach: z.optional(z.nullable(reach)),
});

export const readsQuery = z.object({
  client_id: plainText(100, 'client_id'),
  limit: z.optional(wholeNumber(1, 500, 'limit')),
});

/**
 * What a client was handed, newest first: which route, when, what it asked, and the numbers of the pages. `question` is null
 * where there was none and where one of its pages has been forgotten since.
 */
export const readList = z.object({
  reads: z.array(
    z.object({
      at: z.string(),
      route: z.string(),
      question: z.nullable(z.string()),
      pages: z.number(),
      page_ids: z.array(z.number()),
    }),
  ),
  count: z.number(),
});
export type ReadList = z.infer<typeof readList>;
