import type { Anchor } from '../contract/passage.ts';

const WORDS_AT_EACH_END = 6;

/** `-` and `,` are syntax inside a text directive, `&` ends it (https://wicg.github.io/scroll-to-text-fragment/). */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll('-', '%2D');
}

/**
 * The page's address with a text fragment, so that a browser opens it at the anchor's words. Long quotes are named by
 * their first and last words: a range survives small differences between the kept text and the live page.
 */
export function textFragmentUrl(url: string, anchor: Anchor): string {
  const words = anchor.exact.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return url;
  const start = words.slice(0, WORDS_AT_EACH_END).join(' ');
  const end = words.slice(-WORDS_AT_EACH_END).join(' ');
  const quote =
    words.length <= 2 * WORDS_AT_EACH_END ? encode(words.join(' ')) : `${encode(start)},${encode(end)}`;
  return `${url}${url.includes('#') ? '' : '#'}:~:text=${quote}`;
}
