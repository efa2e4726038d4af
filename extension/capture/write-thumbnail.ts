import { LIMITS } from '../../shared/contract/limits.ts';

/** Tried in turn until a copy is small enough. */
const QUALITIES = [0.8, 0.5];

/** The size a picture has when its longer side fits; never larger than it is. */
export function thumbnailSize(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, LIMITS.thumbnailPixels / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** A canvas as WebP in base64; null when it would be too large. Rejects when the canvas holds a picture the page may not copy. */
export async function writeThumbnail(canvas: OffscreenCanvas): Promise<string | null> {
  for (const quality of QUALITIES) {
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
    if (blob.type !== 'image/webp') return null;
    if (blob.size <= LIMITS.thumbnailBytes) return base64Of(new Uint8Array(await blob.arrayBuffer()));
  }
  return null;
}

function base64Of(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
