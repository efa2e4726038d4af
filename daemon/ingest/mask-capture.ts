import type { PageCapture } from '../../shared/contract/page.ts';
import type { CapturedImage } from '../../shared/contract/image.ts';
import { maskText } from '../../shared/page/mask-secrets.ts';

/**
 * A capture whose addresses, title, selection and pictures name no secret. Its markup is masked where it is read, off
 * this thread. A note and tags stay as they are: a person's own words are theirs to keep.
 */
export function maskCapture<C extends PageCapture>(capture: C): C {
  const { url, title, canonical_url, referrer, selection, images } = capture;
  return {
    ...capture,
    url: maskText(url),
    ...(title !== undefined && { title: maskText(title) }),
    ...(canonical_url !== undefined && { canonical_url: maskText(canonical_url) }),
    ...(referrer !== undefined && { referrer: maskText(referrer) }),
    ...(selection !== undefined && { selection: maskText(selection) }),
    ...(images !== undefined && { images: images.map(maskImage) }),
  };
}

function maskImage(image: CapturedImage): CapturedImage {
  const { src, alt, title, caption } = image;
  return {
    ...image,
    src: maskText(src),
    ...(alt !== undefined && { alt: maskText(alt) }),
    ...(title !== undefined && { title: maskText(title) }),
    ...(caption !== undefined && { caption: maskText(caption) }),
  };
}
