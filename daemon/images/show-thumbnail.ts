import type { Thumbnail } from '../../shared/contract/image.ts';
import { Failure } from '../failure.ts';
import { findThumbnail } from '../store/find-thumbnail.ts';
import type { Store } from '../store/open-store.ts';

/** The small copy of a kept picture; `not-found` when there is none. */
export async function showThumbnail(imageId: number, store: Store): Promise<Thumbnail> {
  const thumbnail = await findThumbnail(store, imageId);
  if (thumbnail === null) throw new Failure('not-found', 'No small copy of this picture is kept.');
  return thumbnail;
}
