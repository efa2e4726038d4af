import * as z from 'zod/mini';
import { plainText } from './fields.ts';

/** What a client may do. `admin` covers tokens, sync and shutdown. */
export const SCOPES = ['read', 'capture', 'crawl', 'forget', 'admin'] as const;
export const scope = z.enum(SCOPES);
export type Scope = (typeof SCOPES)[number];

/** Exactly one of `code` (128 bits, base64url) and `digits` (8 digits, spaces ignored). */
export const pairingClaim = z.object({
  code: z.optional(plainText(64, 'The code')),
  digits: z.optional(plainText(16, 'The digits')),
  name: plainText(100, 'The name'),
});

export const pairedClient = z.object({
  client_id: z.string(),
  token: z.string(),
  scopes: z.array(scope),
  contract: z.number(),
});

export type PairedClient = z.infer<typeof pairedClient>;

export const listedToken = z.object({
  client_id: z.string(),
  name: z.string(),
  scopes: z.array(scope),
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
