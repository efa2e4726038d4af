import { LIMITS } from '../../shared/contract/limits.ts';
import type { Thumbnail } from '../../shared/contract/image.ts';
import { isRefusal } from './exchange.ts';
import type { Refusal } from './exchange.ts';

const TOO_LARGE: Refusal = {
  refused: true,
  status: 502,
  code: 'too-large',
  sentence: 'This picture’s small copy is too large to show.',
};

/** Puts a small copy into a data URL, so that showing it asks no site and needs no bearer. */
export function thumbnailAddress(thumbnail: Thumbnail | Refusal): { data_url: string } | Refusal {
  if (isRefusal(thumbnail)) return thumbnail;
  const { type, bytes } = thumbnail;
  if (bytes.length > LIMITS.thumbnailBytes) return TOO_LARGE;
  // Byte by byte: a copy has too many for the arguments of one call.
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return { data_url: `data:${type};base64,${btoa(binary)}` };
}
