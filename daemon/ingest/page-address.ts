import { LIMITS } from '../../shared/contract/limits.ts';
import { canonicalUrl } from '../../shared/page/canonical-url.ts';

/** The one address a page is kept under: its canonical link where that is believable, else the address it was asked for. */
export function pageAddress(requested: string, canonicalLink: string | null): string {
  const address = canonicalLink === null ? null : canonicalUrl(requested, canonicalLink);
  return address === null || address.length > LIMITS.urlCharacters ? requested : address;
}
