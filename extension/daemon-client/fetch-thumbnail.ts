import { LIMITS } from '../../shared/contract/limits.ts';
import { callDaemon, isRefusal } from './call-daemon.ts';
import type { Refusal } from './call-daemon.ts';

const TOO_LARGE: Refusal = {
  refused: true,
  status: 502,
  code: 'too-large',
  sentence: 'This picture’s small copy is too large to show.',
};

/** The small copy of a kept picture as a data URL, so that showing it asks no site and needs no bearer; never throws. */
export async function fetchThumbnail(imageId: number): Promise<{ data_url: string } | Refusal> {
  const thumbnail = await callDaemon('thumbnail', { id: imageId });
  if (isRefusal(thumbnail)) return thumbnail;
  const { type, bytes } = thumbnail;
  if (bytes.length > LIMITS.thumbnailBytes) return TOO_LARGE;
  // Byte by byte: a copy has too many for the arguments of one call.
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return { data_url: `data:${type};base64,${btoa(binary)}` };
}
