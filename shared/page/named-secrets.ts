/** Where a secret stands in a text, in UTF-16 units; `end` is behind it. */
export interface Secret {
  readonly start: number;
  readonly end: number;
}

/** What says of itself that it is none. */
export const PLACEHOLDER = /example|your|placeholder|masked|redacted|x{5}|\*{3}|\.{3}|…|(.)\1{6}/i;
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

const NAME =
  /(?:passw(?:or)?d|passphrase|pwd|secret|token|(?:api|access|account|private|signing|encryption)[_-]?key|x-(?:amz|goog)-signature|credential|bearer|basic|[?&;]sig)(\w{0,24})["'\]\\]{0,3}(?:\s{0,3}(?::=|=>|[:=])\s{0,3}|(?<=bearer|basic)\s{1,3})["'`\\]{0,3}/gi;
/** Named so it is no secret, or one that is of no use to anybody else. */
const NO_SECRET =
  /(?:page|next|prev\w*|cursor|csrf|xsrf|nonce|sync|continuation|hash|public|type|name|url|uri|path|file|length|size|expir\w*|field|label|policy|format|ref|arn|id)[_-]?$/i;
const PASSWORD = /^(?:pass|pwd)/i;
const LOOSE_VALUE = /[^\s"'`<>,;\\]{8,128}/y;
const SIGNATURE = /[\w+/%-]{40,512}(?:=|%3D)/iy;
const VALUE = /[\w+/=~%-]{16,512}/y;
const REFERENCE = /^(?:[${<@]|%[({s]|0x|process\.|os\.|env[.[(]|ENV\[|System\.|[A-Z_]+$)|[({[]/;

/** Values behind a name such as `password` or `api_key`, where they look random and are no reference to one. */
export function* namedSecrets(text: string): Generator<Secret> {
  for (const { index, 0: whole, 1: more = '' } of text.matchAll(NAME)) {
    const before = /[\w-]*$/.exec(text.slice(Math.max(0, index - 32), index))?.[0] ?? '';
    if (NO_SECRET.test(before) || NO_SECRET.test(more)) continue;
    const start = index + whole.length;
    const inQuery = /[?&;]/.test(text[index - before.length - 1] ?? text[index] ?? '');
    const value = PASSWORD.test(whole) ? password(text, start, inQuery) : key(text, start, whole);
    if (value !== null) yield { start, end: start + value.length };
  }
}

function password(text: string, start: number, inQuery: boolean): string | null {
  LOOSE_VALUE.lastIndex = start;
  const value = (LOOSE_VALUE.exec(text)?.[0] ?? '').replace(inQuery ? /[&)].*$/ : /[).]+$/, '');
  const hasAll = /[A-Za-z]/.test(value) && /\d/.test(value) && /[!@#$%^*?~+]/.test(value);
  return value.length >= 8 && (hasAll || turns(value) >= 3) && !isReference(value) ? value : null;
}

function key(text: string, start: number, name: string): string | null {
  // Sites sign addresses of pictures and pages; only what opens a store to anybody is written in base64.
  const shape = /^[?&;]sig/i.test(name) ? SIGNATURE : VALUE;
  shape.lastIndex = start;
  const value = shape.exec(text)?.[0] ?? '';
  // A call, a path of names or an element of a list goes on.
  if (value === '' || /[.([:]/.test(text[start + value.length] ?? '')) return null;
  const cases = value.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g)?.length ?? 0;
  const looksRandom = turns(value) >= 3 || (turns(value) >= 1 && cases >= value.length / 4);
  return looksRandom && !isReference(value) ? value : null;
}

/** How often letters and digits take turns: no name has many. */
function turns(value: string): number {
  return value.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0;
}

function isReference(value: string): boolean {
  return REFERENCE.test(value) || UUID.test(value) || PLACEHOLDER.test(value);
}
