import { escapeMarkdown } from './inline-run.ts';
import type { ArticleBlock, PageImage } from './article.ts';
import type { PageBlock } from './page-block.ts';

/** A picture to be written before the block with index `before`. */
export interface PlacedImage {
  readonly image: PageImage;
  readonly before: number;
}

/** Writes blocks and pictures as Markdown and says where each block stands in it. */
export function writeMarkdown(
  blocks: readonly PageBlock[],
  images: readonly PlacedImage[],
): { markdown: string; blocks: ArticleBlock[] } {
  const opened = new Set<PageBlock['place']['item']>();
  const written: ArticleBlock[] = [];
  const parts: string[] = [];
  let length = 0;
  const put = (part: string): void => {
    parts.push(part);
    length += part.length;
  };
  let next = 0;
  let previous: PageBlock | null = null;
  const putImages = (limit: number): void => {
    for (let placed = images[next]; placed !== undefined && placed.before <= limit; placed = images[++next]) {
      if (length > 0) put('\n\n');
      put(`![${escapeMarkdown(placed.image.alt)}](${placed.image.src})`);
      previous = null;
    }
  };
  for (const [i, block] of blocks.entries()) {
    putImages(i);
    if (length > 0) put(isNextItem(previous, block) ? '\n' : '\n\n');
    const start = length;
    put(dressed(block, opened));
    const { kind, level, text, words, linkWords } = block;
    const linked = linkWords > 0 ? { linked: linkWords / words } : {};
    written.push({ kind, ...(level > 0 ? { level } : {}), text, ...linked, start, end: length });
    previous = block;
  }
  putImages(blocks.length);
  return { markdown: parts.join(''), blocks: written };
}

function isNextItem(previous: PageBlock | null, block: PageBlock): boolean {
  return (
    previous?.kind === 'list-item' && block.kind === 'list-item' && previous.place.item !== block.place.item
  );
}

/** The block with the signs of its heading, list and quotes. */
function dressed(block: PageBlock, opened: Set<PageBlock['place']['item']>): string {
  const { kind, level, place } = block;
  let lines = block.markdown;
  if (kind === 'heading') lines = `${'#'.repeat(level)} ${lines}`;
  else if (kind !== 'code' && kind !== 'table') lines = escapeStart(lines);
  if (place.item !== null && kind !== 'heading') {
    const { indent, marker } = place.item;
    const rest = indent + ' '.repeat(marker.length);
    lines = (opened.has(place.item) ? rest : indent + marker) + lines.replaceAll('\n', `\n${rest}`);
    opened.add(place.item);
  }
  return place.quoted > 0 ? lines.replace(/^/gm, '> '.repeat(place.quoted)) : lines;
}

/** Keeps a line of prose from becoming a heading, a list or a quote. */
function escapeStart(markdown: string): string {
  return markdown.replace(/^(?:[#>+-]|\d+(?=[.)](?:\s|$)))/, (sign) =>
    /^\d/.test(sign) ? `${sign}\\` : `\\${sign}`,
  );
}
