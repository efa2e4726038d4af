import { canonicalUrl } from '../../shared/page/canonical-url.ts';
import { Failure } from '../failure.ts';

/** The address a page was asked for, normalised; `url-invalid` when it is not an http(s) URL. */
export function requestedAddress(url: string): string {
  const address = canonicalUrl(url);
  if (address === null) {
    throw new Failure(
      'url-invalid',
      'This is not a web address: it must start with http:// or https://, without a user name.',
    );
  }
  return address;
}

/** The one address a page is kept under: its canonical link where that is believable, else the address it was asked for. */
export function pageAddress(requested: string, canonicalLink: string | null): string {
  return (canonicalLink === null ? null : canonicalUrl(requested, canonicalLink)) ?? requested;
}
