/** Of a name's beginning, in UTF-8: most disks allow 255 in all. */
const MOST_BYTES = 160;

/** A file name for a page that is safe on any disk and nobody else's: letters, digits, blanks, hyphens, and the page's number. */
export function fileNameOf(title: string, pageId: number): string {
  const plain = title
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N}_-]+/gu, ' ')
    .trim();
  let name = '';
  for (const character of plain) {
    if (Buffer.byteLength(name + character) > MOST_BYTES) break;
    name += character;
  }
  return `${name.trim() || 'page'} ${pageId}.md`;
}
