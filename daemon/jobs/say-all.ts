/** What there is to say, one sentence behind the other; empty where there is nothing. */
export function sayAll(...sentences: readonly (string | null | undefined)[]): string {
  return sentences
    .filter((sentence) => sentence !== null && sentence !== undefined && sentence !== '')
    .join(' ');
}
