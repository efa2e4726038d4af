import { namedSecrets, PLACEHOLDER } from './named-secrets.ts';
import type { Secret } from './named-secrets.ts';
import { HOOK, MARK, MARKED, TOKEN, UNMARKED } from './secret-shapes.ts';

/** Of a mark, with the letter before it. */
const LONGEST_MARK = 18;
const PRIVATE_KEY = /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----/g;
/** Of a key that is cut off before its end. */
const KEY_LINES = /[\w+/=\r\n\\]{24,16384}/y;
const LONGEST_KEY = 16_384;
const IN_ADDRESS = /:\/\/[^\s/:@"'<>\\]{0,64}:([^\s/@"'<>\\]{3,128})@(?=[\w[])/g;
const CARD = /(?<![\w./+-])[2-6]\d{3}(?:[ \u00A0-]?\d){10,12}(?!\w|[.-]\d)/g;
const CARD_FORM = /^(?:\d{14,16}|\d{4}([ \u00A0-])\d{4}\1\d{4}\1\d{4}|\d{4}([ \u00A0-])\d{6}\2\d{4,5})$/;
const CARD_ISSUER =
  /^(?:4\d{15}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|6(?:011|5\d\d|4[4-9]\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}|3(?:0[0-5]|[68]\d)\d{11}|62\d{14})$/;
/** In code and in a query a long number is an order or a photo, unless its name says otherwise. */
const IN_CODE = /[="'`:,([]$/;
const CARD_NAME = /(?:card|cc|pan|number)\w{0,8}["'`\]]?\s?[=:]\s?["'`]?$/i;

const NO_PASSWORD =
  /^(?:pass(?:word|wd)?|pw|pwd|secret|token|user(?:name)?|changeme|changeit|[<{$[*].*|%[({s].*)$/i;

/**
 * Keys, tokens, private keys, numbers of payment cards and passwords that stand in a text, in their order. Told by the
 * shape that an issuer gave them, by their place in an address, or by the name in front of a value that looks random;
 * hashes, commit ids and UUIDs without such a name are none, nor is what says of itself that it is an example.
 */
export function findSecrets(text: string): Secret[] {
  const found = [
    ...marked(text),
    ...unmarked(text),
    ...privateKeys(text),
    ...inAddresses(text),
    ...cards(text),
    ...namedSecrets(text),
  ].toSorted((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return found.filter((secret) => {
    const isFree = secret.start >= end;
    if (isFree) end = secret.end;
    return isFree;
  });
}

function* marked(text: string): Generator<Secret> {
  for (const { index } of text.matchAll(MARKED)) {
    const mark = MARK.exec(text.slice(Math.max(0, index - LONGEST_MARK), index))?.[0];
    if (mark === undefined) continue;
    const start = index - mark.length;
    TOKEN.lastIndex = start;
    const token = TOKEN.exec(text)?.[0].replace(/[.-]+$/, '') ?? 'example';
    if (!PLACEHOLDER.test(token)) yield { start, end: start + token.length };
  }
}

function* unmarked(text: string): Generator<Secret> {
  for (const shape of [UNMARKED, HOOK]) {
    for (const { index, 0: whole, 1: token = whole } of text.matchAll(shape)) {
      const end = index + whole.length;
      if (!PLACEHOLDER.test(token)) yield { start: end - token.length, end };
    }
  }
}

function* privateKeys(text: string): Generator<Secret> {
  let end = 0;
  for (const { index, 0: begin } of text.matchAll(PRIVATE_KEY)) {
    const start = index + begin.length;
    // Looked for once, however many keys begin before it.
    if (end !== -1 && end < start) end = text.indexOf('-----END', start);
    KEY_LINES.lastIndex = start;
    const isWhole = end !== -1 && end - start < LONGEST_KEY;
    const body = isWhole ? text.slice(start, end) : (KEY_LINES.exec(text)?.[0] ?? '');
    const lead = /^(?:\s|\\[nr])*/.exec(body)?.[0].length ?? 0;
    const inner = body.slice(lead).replace(/(?:\s|\\[nr])+$/, '');
    if (inner.length >= 24 && !/\.{3}|…|</.test(inner)) {
      yield { start: start + lead, end: start + lead + inner.length };
    }
  }
}

function* inAddresses(text: string): Generator<Secret> {
  for (const { index, 0: whole, 1: password = '' } of text.matchAll(IN_ADDRESS)) {
    if (NO_PASSWORD.test(password) || PLACEHOLDER.test(password)) continue;
    const end = index + whole.length - 1;
    yield { start: end - password.length, end };
  }
}

function* cards(text: string): Generator<Secret> {
  for (const { index, 0: number } of text.matchAll(CARD)) {
    const digits = number.replace(/\D/g, '');
    if (!CARD_FORM.test(number) || !CARD_ISSUER.test(digits) || !fitsLuhn(digits)) continue;
    const before = text.slice(Math.max(0, index - 24), index);
    if (number === digits && IN_CODE.test(before) && !CARD_NAME.test(before)) continue;
    yield { start: index, end: index + number.length };
  }
}

/** ISO/IEC 7812-1, Annex B. */
function fitsLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
