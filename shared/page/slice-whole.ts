/** `slice` that leaves half a character at either end out: emoji are two units long, and half of one is no text. */
export function sliceWhole(text: string, start: number, end?: number): string {
  return text.slice(start, end).replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '');
}
