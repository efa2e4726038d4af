/** Paths of `scriptedPages` with words that only who runs their scripts gets to read. */
export const READ_PAGES = [
  ['/script', 'olive harvest'],
  ['/in-view', 'olive harvest'],
  ['/shadow', 'Within the shadow'],
  ['/flat-code', '<olive-press>&amp;</olive-press>'],
  ['/banner', 'olive harvest'],
  ['/slow', 'olive harvest'],
] as const;

/** What must not be taken for a page's own words. */
export const NOT_THE_PAGE = /biscuits|Accept all/;

export const LAZY_PICTURES = ['/seen.jpg', '/grove.jpg'] as const;

/** Paths that are no pages, and what is said of each. */
export const REFUSED_PAGES = [
  ['/missing', { code: 'fetch-failed', message: 'There is no page at this address any more (404).' }],
  ['/busy', { code: 'fetch-failed', message: 'The site asks to be left alone for a while (429).' }],
  ['/huge', { code: 'too-large', message: 'The page is larger than 32 MB.' }],
  ['/file', { code: 'not-html' }],
  ['/picture', { code: 'not-html' }],
] as const;

/** Paths that lead to an address inside by themselves. */
export const LEADING_INSIDE = ['/moved-inside', '/refresh-inside'] as const;
