import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { KeptPage } from '../../shared/contract/kept-page.ts';
import { maskMarkup, maskText } from '../../shared/page/mask-secrets.ts';

/** Long, random and no secret: looked into they would only take time. */
const OPAQUE = new Set(['vector', 'bytes', 'snapshot', 'text_hash', 'content_hash']);

/** A page of an export without the secrets that a capture would not have kept either; without one, the very page. */
export function maskPage(page: KeptPage): KeptPage {
  const texts = JSON.stringify(page, (key, value: unknown) => (OPAQUE.has(key) ? undefined : value));
  if (maskText(texts) === texts) return page;
  const masked = JSON.parse(
    JSON.stringify(page, (key, value: unknown) =>
      typeof value === 'string' && !OPAQUE.has(key) ? maskText(value) : value,
    ),
  ) as KeptPage;
  return { ...masked, snapshot: page.snapshot === null ? null : maskSnapshot(page.snapshot) };
}

function maskSnapshot(base64: string): string {
  const html = zstdDecompressSync(Buffer.from(base64, 'base64')).toString('utf8');
  return zstdCompressSync(maskMarkup(html)).toString('base64');
}
