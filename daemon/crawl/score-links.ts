import type { PageLink } from '../../shared/page/read-outline.ts';
import type { Embedder } from '../embed/embedder.ts';

/** How near each link is to what the crawl looks for, from 0 to 1: the cosine of its words, the heading above it and its address with `target`. */
export async function scoreLinks(
  links: readonly PageLink[],
  target: Float32Array,
  embedder: Pick<Embedder, 'embedPassages'>,
): Promise<number[]> {
  if (links.length === 0) return [];
  const vectors = await embedder.embedPassages(links.map(textOf));
  return vectors.map((vector) => Math.min(1, Math.max(0, dot(vector, target))));
}

function textOf({ url, text, heading }: PageLink): string {
  const { hostname, pathname, searchParams } = new URL(url);
  const path = [...pathname.split(/[^\p{L}\p{N}]+/u), ...searchParams.values()].filter((word) => word !== '');
  return [text, heading, path.length > 0 ? path.join(' ') : hostname]
    .filter((part) => part !== '')
    .join('. ');
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
