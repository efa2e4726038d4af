import type { ImageFormat } from '../../shared/contract/image-format.ts';

const NAMES: Readonly<Record<ImageFormat, string>> = {
  jpg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  gif: 'GIF',
  svg: 'SVG',
  avif: 'AVIF',
};

/** A picture format as people write it. */
export function sayFormat(format: ImageFormat): string {
  return NAMES[format];
}
