import type { PageBlock, Place } from '../page-block.ts';

const signatures = new WeakMap<Place, string>();

/** Tag and class of a place, the way sites make things that repeat look alike. */
export function signatureOf(place: Place): string {
  let signature = signatures.get(place);
  if (signature === undefined) {
    signature = `${place.element.tag}.${(place.element.attribute('class') ?? '').slice(0, 100)}`;
    signatures.set(place, signature);
  }
  return signature;
}

const paths = new WeakMap<Place, string>();

/** Signatures of a block's place and the two around it. */
export function pathOf({ place }: PageBlock): string {
  let path = paths.get(place);
  if (path === undefined) {
    const above = [place, place.parent, place.parent?.parent];
    path = above.map((one) => (one == null ? '' : signatureOf(one))).join('<');
    paths.set(place, path);
  }
  return path;
}
