/** Tags compare without case and in NFC; this is the form they are compared in. */
export function tagKey(tag: string): string {
  return tag.normalize('NFC').toLowerCase();
}
