import type { PageElement } from '../page-element.ts';

/** What class, id and role names tend to say, in the order of the features made from them. */
const CUES: readonly RegExp[] = [
  /nav|menu|crumb|toc\b|pagina|pager/i,
  /header|masthead|topbar|banner/i,
  /foot|copyright|colophon/i,
  /side|widget|rail\b|col-?(?:left|right)/i,
  /relat|recommend|also|suggest|trending|popular|latest|teaser|more[-_]/i,
  /comment|respon|disqus|repl(?:y|ies)|discussion/i,
  /post|message|thread|topic|answer|question/i,
  /share|sharing|social|follow|newsletter|subscri|sign-?up|login|cta/i,
  /\bads?\b|advert|promo|sponsor|cookie|consent|gdpr|modal|popup|overlay/i,
  /meta|byline|author|date|tags?\b|categor|label|breadcrumb/i,
  /content|article|entry|story|prose|markdown|rich-?text|wysiwyg|rte\b/i,
  /\bmain|body|page\b/i,
  /product|price|sku|spec|feature|detail|descri/i,
  /card|item|tile|grid|list|result/i,
  /review|rating|testimonial|quote/i,
  /hero|intro|lead|summary|excerpt|subtitle/i,
  /accordion|faq|tab|collapse|panel|toggle/i,
  /caption|gallery|carousel|slider|swiper|slick|image|media/i,
  /button|btn|link|icon|badge/i,
  /section|block|row\b|container|wrapper|column|text/i,
  /form|search|filter|sort|facet/i,
  /user|profile|avatar|vote|stat|count/i,
];

export const CUE_COUNT = CUES.length;

const cache = new Map<string, number>();
const MAX_CACHED = 20_000;

/** A bit for every cue that the element's class, id or role gives. */
export function cuesOf(element: PageElement): number {
  const names = `${element.attribute('class') ?? ''} ${element.attribute('id') ?? ''} ${element.attribute('role') ?? ''}`;
  if (names === '  ') return 0;
  let bits = cache.get(names);
  if (bits === undefined) {
    bits = 0;
    for (const [index, cue] of CUES.entries()) if (cue.test(names.slice(0, 500))) bits |= 1 << index;
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(names, bits);
  }
  return bits;
}
