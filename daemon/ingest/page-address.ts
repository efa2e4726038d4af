import { canonicalUrl } from '../../shared/page/canonical-url.ts';

/** The one address a page is kept under: its canonical link where that is believable, else the address it was asked for. */
export function pageAddress(requested: string, canonicalLink: string | null): string {
  return (canonicalLink === null ? null : canonicalUrl(requested, canonicalLink)) ?? requested;
}
