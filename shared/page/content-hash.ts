import type { KeptArticle } from './article.ts';

/** Identifies what a reader would see, as SHA-256 in hex: two captures with this hash are the same page, whatever changed around the article. */
export async function contentHash({ title, markdown, images }: KeptArticle): Promise<string> {
  const pictures = images.map((image) => image.src);
  const seen = new TextEncoder().encode(JSON.stringify([title, markdown, pictures]));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', seen));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
