/**
 * Whether `text` begins with the first piece, ends with the last, and holds the others in between, in order: a pattern
 * cut at its stars. Taking each piece at its first place is enough, so no place is looked at twice: the time grows
 * with the text alone, whatever the pattern.
 */
export function fitsPieces(pieces: readonly string[], text: string): boolean {
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
