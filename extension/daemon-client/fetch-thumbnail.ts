import { callDaemon } from './call-daemon.ts';
import type { Refusal } from './call-daemon.ts';
import { thumbnailAddress } from './thumbnail-address.ts';

/** The small copy of a kept picture as a data URL, over the kept connection; never throws. */
export async function fetchThumbnail(imageId: number): Promise<{ data_url: string } | Refusal> {
  return thumbnailAddress(await callDaemon('thumbnail', { id: imageId }));
}
