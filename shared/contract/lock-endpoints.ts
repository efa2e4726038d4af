import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { newPassphrase, passphrase } from './passphrase.ts';

/** `locked` only where there is a passphrase: without one a memory lies on the disk in clear. */
const lockState = z.object({ has_passphrase: z.boolean(), locked: z.boolean() });
export type LockState = z.infer<typeof lockState>;

/** How a memory was encrypted anew. */
const passphraseChange = z.object({
  has_passphrase: z.boolean(),
  pages: z.number(),
  took_ms: z.number(),
  /** Copies in clear that lay in the data folder and were removed with the old files; names as they stood there. */
  removed: z.array(z.string()),
  /** Those that could not be removed; every start tries again. */
  left: z.array(z.string()),
});
export type PassphraseChange = z.infer<typeof passphraseChange>;

/** The memory as a thing that can be shut: for who may decide about everything. */
export const lockEndpoints = {
  lockState: {
    method: 'GET',
    path: '/api/v1/lock',
    scope: 'admin',
    from: 'none',
    request: z.object({}),
    response: lockState,
  },
  lockMemory: {
    method: 'POST',
    path: '/api/v1/lock',
    scope: 'admin',
    from: 'none',
    request: z.object({}),
    response: lockState,
  },
  unlockMemory: {
    method: 'POST',
    path: '/api/v1/unlock',
    scope: 'admin',
    from: 'body',
    request: z.object({ passphrase }),
    response: lockState,
  },
  // null takes the passphrase away.
  changePassphrase: {
    method: 'POST',
    path: '/api/v1/passphrase',
    scope: 'admin',
    from: 'body',
    request: z.object({ current: z.optional(passphrase), passphrase: z.nullable(newPassphrase) }),
    response: passphraseChange,
  },
} as const satisfies Record<string, Endpoint>;
