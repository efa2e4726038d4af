/** Takes out what a terminal would obey instead of show: control characters but line ends and tabs, and the marks that reorder a line. Pages are written by strangers. */
export function plainCharacters(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/gu, '');
}

/** The same on one line: every run of white space becomes one space. */
export function oneLine(text: string): string {
  return plainCharacters(text.replaceAll(/\s+/gu, ' ')).trim();
}
