import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new bearer: 256 random bits as 43 characters of base64url. Only its hash is ever stored. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The stored form: SHA-256 in hex. A slow hash would add nothing, since 256 random bits cannot be guessed. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Compares a shown token with a stored hash in constant time. */
export function matchesHash(token: string, hash: string): boolean {
  const shown = Buffer.from(hashToken(token), 'hex');
  const stored = Buffer.from(hash, 'hex');
  return shown.length === stored.length && timingSafeEqual(shown, stored);
}

/** The token of the one `Authorization: Bearer` header; null for none, several, or another scheme. */
export function readBearer(headers: readonly string[]): string | null {
  const [header, ...more] = headers;
  if (header === undefined || more.length > 0) return null;
  return /^Bearer ([\x21-\x7e]{1,512})$/i.exec(header)?.[1] ?? null;
}
