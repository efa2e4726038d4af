import type { FoundImage } from '../../shared/contract/image.ts';
import { textFragmentUrl } from '../../shared/page/text-fragment.ts';

/** Words of a picture's surroundings that are looked for: few enough to stand in one paragraph. */
const CONTEXT_WORDS = 6;

/** The address that opens the page at its picture: at the caption, else at the first words around it. */
export function pictureAddress({ page_url, caption, context }: FoundImage): string {
  const exact = caption.trim() === '' ? context.trim().split(/\s+/u, CONTEXT_WORDS).join(' ') : caption;
  return textFragmentUrl(page_url, { exact, prefix: '', suffix: '' });
}
