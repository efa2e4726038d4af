/** Shorter texts stand everywhere by chance. */
const LEAST_BYTES = 10;
/** Of each text so many characters are looked for, its last: addresses of a site differ there. */
const CHARACTERS = 32;
/** A longer text is looked for at its middle too. */
const LONG = 400;
/** Of a picture or compressed page. */
const BLOB_BYTES = 32;

/** So many are looked for of a page, and of a forgetting: a site of ten thousand pages must not fill the memory. */
const OF_A_PAGE = 64;
const MOST = 20_000;

/** What a page would be known by, from all over its rows, where there is room for it beside what is known already. */
export function pageTraces(rows: readonly Readonly<Record<string, unknown>>[], known: number): Buffer[] {
  if (known >= MOST) return [];
  const traces = rows.flatMap(rowTraces);
  const step = Math.max(1, traces.length / OF_A_PAGE);
  const picked = Array.from({ length: Math.min(OF_A_PAGE, traces.length) }, (_, at) => Math.floor(at * step));
  return picked.flatMap((at) => traces[at] ?? []);
}

/**
 * What a row would be known by if its bytes were left somewhere: ends of its texts as they are, in lower case and in
 * UTF-16, and pieces of its blobs.
 */
function rowTraces(row: Readonly<Record<string, unknown>>): Buffer[] {
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
