/** Shorter texts stand everywhere by chance. */
const LEAST_BYTES = 10;
/** Of each text so many characters are looked for, its last: addresses of a site differ there. */
const CHARACTERS = 32;
/** A longer text is looked for at its middle too. */
const LONG = 400;
/** Of a picture or compressed page. */
const BLOB_BYTES = 32;

/**
 * What a row would be known by if its bytes were left somewhere: ends of its texts as they are, in lower case and in
 * UTF-16, and pieces of its blobs.
 */
export function rowTraces(row: Readonly<Record<string, unknown>>): Buffer[] {
  return Object.values(row).flatMap((value) => {
    if (typeof value === 'string') return textTraces(value);
    return value instanceof Uint8Array ? blobTraces(value) : [];
  });
}

function textTraces(text: string): Buffer[] {
  const middle = text.length > LONG ? [text.slice(text.length / 2, text.length / 2 + CHARACTERS)] : [];
  const pieces = [text.slice(-CHARACTERS), ...middle].map((piece) => piece.toWellFormed());
  const forms = pieces.flatMap((piece) => [
    Buffer.from(piece),
    Buffer.from(piece.toLowerCase()),
    Buffer.from(piece, 'utf16le'),
  ]);
  return forms.filter((form) => form.length >= LEAST_BYTES);
}

function blobTraces(blob: Uint8Array): Buffer[] {
  const start = Math.max(0, (blob.length - BLOB_BYTES) >> 1);
  const piece = Buffer.from(blob.subarray(start, start + BLOB_BYTES));
  return piece.length < LEAST_BYTES ? [] : [piece];
}
