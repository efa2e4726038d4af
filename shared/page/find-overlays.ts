import { wordsOf } from './page-block.ts';
import type { PageBlock, Place } from './page-block.ts';
import type { PageElement } from './page-element.ts';

/** What the consent layers in use call their outermost element, by id or class. */
const CONSENT =
  /^(?:onetrust-(?:consent-sdk|banner-sdk)|cybotcookiebotdialog|didomi-(?:host|popup|notice)|qc-cmp2-(?:container|ui)|usercentrics-(?:root|cmp-ui)|sp_message_container_\d+|truste-consent-track|cookie-law-info-bar|cky-consent-container|cmplz-cookiebanner-container|iubenda-cs-banner|osano-cm-window|fc-consent-root|klaro|cc-window|cookieconsent|tarteaucitronroot|axeptio_overlay|borlabs-cookie|cookie-?(?:banner|notice|consent|wall|overlay)|consent-?(?:banner|wall|overlay))$/;

/** Which blocks lie over the page: those of consent layers, and those of dialogs and fixed layers while most of the words are elsewhere, for some sites show their content in a dialog. */
export function findOverlays(blocks: readonly PageBlock[]): boolean[] {
  const known = new Map<Place, 'consent' | 'layer' | null>();
  const layerOf = (place: Place | null): 'consent' | 'layer' | null => {
    if (place === null) return null;
    const seen = known.get(place);
    if (seen !== undefined) return seen;
    const layer = layerOf(place.parent) ?? kindOf(place.element);
    known.set(place, layer);
    return layer;
  };
  const layers = blocks.map(({ place }) => layerOf(place));
  const below = wordsOf(blocks.filter((_, i) => layers[i] === null));
  const above = wordsOf(blocks.filter((_, i) => layers[i] === 'layer'));
  return layers.map((layer) => layer === 'consent' || (layer === 'layer' && above <= below));
}

function kindOf(element: PageElement): 'consent' | 'layer' | null {
  const names = [element.attribute('id') ?? '', ...(element.attribute('class') ?? '').split(/\s+/)];
  if (element.tag !== 'body' && names.some((name) => CONSENT.test(name.toLowerCase()))) return 'consent';
  const role = element.attribute('role');
  if (role === 'dialog' || role === 'alertdialog' || element.attribute('aria-modal') === 'true')
    return 'layer';
  return /position\s*:\s*fixed/i.test(element.attribute('style') ?? '') ? 'layer' : null;
}
