import type { Thumbnail } from '../../shared/contract/image.ts';
import { LIMITS } from '../../shared/contract/limits.ts';
import { pictureHeader } from './picture-header.ts';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const LONGEST_TEXT = Math.ceil(LIMITS.thumbnailBytes / 3) * 4;

/**
 * A small copy of a picture as it came with a capture; null for whatever is not a whole WebP, JPEG or PNG within the
 * limits. The type is what the bytes themselves say, because it is sent back to browsers with them.
 */
export function readThumbnail(base64: string): Thumbnail | null {
  if (base64 === '' || base64.length > LONGEST_TEXT || !BASE64.test(base64)) return null;
  const bytes = Buffer.from(base64, 'base64');
  const header = pictureHeader(bytes);
  if (header === null || bytes.length > LIMITS.thumbnailBytes) return null;
  const { type, width, height } = header;
  const fits = Math.min(width, height) >= 1 && Math.max(width, height) <= LIMITS.thumbnailPixels;
  return fits ? { type, bytes: new Uint8Array(bytes) } : null;
}
