import { createHmac, hkdfSync, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import * as z from 'zod';
import { Failure } from '../failure.ts';

/** OWASP's first choice for scrypt: 128 MiB of memory for every guess. */
const COST = { N: 2 ** 17, r: 8, p: 1 } as const;
const KEY_BYTES = 32;

/** How a key follows from a passphrase; a file of another hand must not ask for more than a second and 256 MiB. */
export const derivation = z.object({
  kdf: z.literal('scrypt'),
  N: z
    .int()
    .min(2 ** 14)
    .max(2 ** 18),
  r: z.int().min(1).max(8),
  p: z.int().min(1).max(2),
  salt: z.base64(),
  /** HMAC-SHA-256 of "pagekeep" under the key, base64: tells a wrong passphrase from a damaged file. */
  check: z.base64(),
});
export type Derivation = z.infer<typeof derivation>;

const stretch = promisify<string, Buffer, number, object, Buffer>(scrypt);

/** A new key, with what its owner needs to find it again. */
export async function makeKey(passphrase: string): Promise<{ key: Buffer; derivation: Derivation }> {
  const salt = randomBytes(16);
  const key = await deriveKey(passphrase, salt, COST);
  const check = checkOf(key).toString('base64');
  return { key, derivation: { kdf: 'scrypt', ...COST, salt: salt.toString('base64'), check } };
}

/** The key of a backup or a memory; `forbidden` where the passphrase is another one. */
export async function findKey(
  passphrase: string,
  { salt, check, N, r, p }: Derivation,
  what: 'backup' | 'memory',
): Promise<Buffer> {
  const key = await deriveKey(passphrase, Buffer.from(salt, 'base64'), { N, r, p });
  const expected = Buffer.from(check, 'base64');
  const own = checkOf(key);
  if (expected.length === own.length && timingSafeEqual(expected, own)) return key;
  throw new Failure('forbidden', `The passphrase is not the one of this ${what}. Nothing was changed.`);
}

/** The key of one file alone, from the key of the memory that it is a copy of: no two files may share a key and their nonces. */
export function keyOfFile(key: Uint8Array, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', Uint8Array.from(key), salt, 'pagekeep backup', KEY_BYTES));
}

function deriveKey(
  passphrase: string,
  salt: Buffer,
  { N, r, p }: { readonly N: number; readonly r: number; readonly p: number },
): Promise<Buffer> {
  // The same word typed on another keyboard may arrive in other code points.
  return stretch(passphrase.normalize('NFC'), salt, KEY_BYTES, { N, r, p, maxmem: 256 * N * r });
}

function checkOf(key: Buffer): Buffer {
  return createHmac('sha256', key).update('pagekeep').digest();
}
