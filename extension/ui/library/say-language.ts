const NAMES = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

/** Names a language in English: `sv` is Swedish. What is no language tag stays as it is. */
export function sayLanguage(tag: string): string {
  try {
    return NAMES.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
