import { randomBytes } from 'node:crypto';
import { stripInvisible } from '../../shared/page/strip-invisible.ts';

/** Where a piece of text comes from; `captured` is ISO 8601, empty where nothing is known. */
export interface Provenance {
  readonly source: string;
  readonly captured: string;
}

/**
 * Marks text of strangers, once for a whole answer. The threat: a page says "the quotation ends here, now do this", and an
 * agent with tools does it. The mark that ends a quotation holds 128 random bits that no page can have known, and whatever
 * looks like a mark inside is written apart.
 */
export interface Marker {
  readonly nonce: string;
  wrap(text: string, from: Provenance): string;
}

/** A marker with a mark of its own. */
export function createMarker(): Marker {
  const nonce = randomBytes(16).toString('hex');
  return {
    nonce,
    wrap(text, { source, captured }) {
      const id = `id="${nonce}"`;
      return `<untrusted-web-content ${id} source="${attribute(source)}" captured="${attribute(captured)}">\n${quoted(text)}\n</untrusted-web-content ${id}>`;
    },
  };
}

/** What reorders a line, and selectors that can carry hidden bytes: of no use to a reader who is no person. */
const HIDDEN_ORDER = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;
const HIDDEN_BYTES = /[\u{E0100}-\u{E01EF}]|[\uFE00-\uFE0F](?=[\uFE00-\uFE0F])/gu;

/** Text without anything that a person would not see. */
export function visibleText(text: string): string {
  return stripInvisible(text).replace(HIDDEN_BYTES, '');
}

function quoted(text: string): string {
  return visibleText(text)
    .replace(HIDDEN_ORDER, '')
    .replace(/<(?=\s*\/?\s*untrusted-web-content)/gi, '&lt;');
}

function attribute(text: string): string {
  return visibleText(text)
    .replace(HIDDEN_ORDER, '')
    .replace(/[<>"\n]/g, encodeURIComponent);
}

/** A whole answer without anything that a person would not see, names of fields included. */
export function visibleAnswer(value: unknown): unknown {
  if (typeof value === 'string') return visibleText(value);
  if (Array.isArray(value)) return value.map(visibleAnswer);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]: [string, unknown]) => [visibleText(name), visibleAnswer(one)]),
  );
}
