const MAX_CHARACTERS = 2_048;

/** The absolute http(s) address a page's `href` or `src` means; null for anything else. Parentheses are encoded so that Markdown links hold. */
export function webAddress(reference: string, base: string): string | null {
  const trimmed = reference.trim();
  if (trimmed === '' || trimmed.length > MAX_CHARACTERS || trimmed.startsWith('#')) return null;
  const url = URL.parse(trimmed, base === '' ? undefined : base);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  // No host holds a blank: the standard refuses it, one browser encodes it.
  if (url.hostname.includes('%')) return null;
  url.username = '';
  url.password = '';
  return url.href.replaceAll('(', '%28').replaceAll(')', '%29');
}
