/** How far a page may go before it has to name its encoding (HTML standard, "prescan a byte stream"). */
const PRESCAN_BYTES = 1024;

/**
 * Turns bytes into text as browsers do: byte-order mark, then the `charset` of the header, then the page's own meta
 * element, then UTF-8 if the bytes are valid UTF-8, else windows-1252. Never fails: what cannot be read becomes U+FFFD.
 */
export function decodeHtml(bytes: Uint8Array, contentType: string | null): string {
  const label = markedEncoding(bytes) ?? charsetIn(contentType ?? '') ?? prescan(bytes);
  const named = label === null ? null : decode(bytes, label);
  if (named !== null) return named;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function markedEncoding(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return null;
}

function charsetIn(text: string): string | null {
  return /charset\s*=\s*["']?\s*([^\s"';>]+)/i.exec(text)?.[1] ?? null;
}

function prescan(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, PRESCAN_BYTES));
  const label = charsetIn(/<meta\s[^>]*charset[^>]*>/i.exec(head)?.[0] ?? '');
  // A page that could be read up to its meta element is not UTF-16, whatever it says.
  return label !== null && /^utf-?16/i.test(label) ? 'utf-8' : label;
}

function decode(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return null;
  }
}
