const SEPARATOR = /\s+[|·•—–\-»«:/]+\s+|\s*[|»]\s*|:\s+/g;

/** A heading that says less of the title names the site or a part of it. */
const LEAST_OF_TITLE = 0.3;

/** Every place a page names itself. */
export interface TitleSources {
  /** The `title` element. */
  readonly page: string;
  /** What it wants to be called when shared. */
  readonly shared: string | null;
  readonly headline: string | null;
  readonly headings: readonly string[];
  readonly site: string | null;
  readonly host: string;
}

/** The page's title without the site's name: the heading that says the same, else a part the shared title confirms, else the title cut at the site's name. */
export function cleanTitle(sources: TitleSources): string {
  const whole = sources.page || (sources.shared ?? sources.headline ?? sources.headings[0] ?? '');
  const wholeKey = keyOf(whole);
  const siteKey = keyOf(sources.site ?? '');
  const isName = (key: string): boolean => key.length >= 4 && key !== siteKey;
  const names = sources.headings.filter((text) => isName(keyOf(text)));
  const heading =
    names.find((text) => wholeKey.startsWith(keyOf(text))) ??
    names.find(
      (text) =>
        sharedWords(keyOf(text), wholeKey) >= 0.5 && sharedWords(wholeKey, keyOf(text)) >= LEAST_OF_TITLE,
    );
  if (heading !== undefined) return heading;
  const confirmed = [sources.headline, sources.shared]
    .filter((name) => name !== null)
    .find((name) => isName(keyOf(name)) && keyOf(name) !== wholeKey && wholeKey.startsWith(keyOf(name)));
  return confirmed ?? withoutSite(sources.shared ?? whole, siteKey, sources.host);
}

/** Share of the first text's words that the second has too. */
function sharedWords(some: string, others: string): number {
  const known = new Set(others.split(' '));
  const words = some.split(' ');
  return words.filter((word) => known.has(word)).length / words.length;
}

function withoutSite(title: string, siteKey: string, host: string): string {
  const isSite = (part: string): boolean => {
    const key = keyOf(part);
    const packed = key.replaceAll(' ', '');
    return (
      key !== '' && (key === siteKey || (packed.length >= 4 && host.replaceAll('-', '').includes(packed)))
    );
  };
  for (const separator of title.matchAll(SEPARATOR)) {
    const before = title.slice(0, separator.index);
    const after = title.slice(separator.index + separator[0].length);
    if (isSite(after) && before !== '') return before;
    if (isSite(before) && after !== '') return after;
  }
  return title;
}

function keyOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
