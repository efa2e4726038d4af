import { LIMITS } from '../../shared/contract/limits.ts';
import { canonicalUrl, urlVariants } from '../../shared/page/canonical-url.ts';
import { maskText } from '../../shared/page/mask-secrets.ts';
import { Failure } from '../failure.ts';

/** The normalised form of an address somebody typed or sent; `url-invalid` when it is not an http(s) URL without credentials, `too-long` when what is kept could not be asked for again. */
export function requireWebAddress(url: string): string {
  const address = canonicalUrl(url);
  if (address === null) {
    throw new Failure(
      'url-invalid',
      'This is not a web address: it must start with http:// or https:// and hold no user name.',
    );
  }
  if (address.length > LIMITS.urlCharacters) {
    throw new Failure(
      'too-long',
      `The URL is longer than ${LIMITS.urlCharacters} characters once its letters are percent-encoded.`,
    );
  }
  return address;
}

/** The same as it is kept, with its http, https and www spellings, the given one first. */
export function requireAddressVariants(url: string): string[] {
  return urlVariants(requireWebAddress(maskText(url)));
}
