import { Failure } from '../failure.ts';

/** A member of an object as it stands in a text; offsets, `end` after its value. */
interface Member {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

interface Written {
  readonly members: readonly Member[];
  /** Of the closing brace. */
  readonly close: number;
}

/** White space and both kinds of comments. */
const GAP = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const TEXT = /"(?:[^"\\]|\\.)*"/y;
const WORD = /[^\s,:{}[\]"/]+/y;

/**
 * Puts `value` at `path` into a text of JSON with comments and commas after last members, and leaves everything else of it
 * as it stands. Throws `conflict` where the text is none or holds something else than an object on the way.
 */
export function setInJsonc(text: string, path: readonly string[], value: unknown): string {
  if (text.trim() === '') return `${JSON.stringify(nest(path, value), null, 2)}\n`;
  const root = skip(GAP, text, text.startsWith('\uFEFF') ? 1 : 0);
  if (skip(GAP, text, endOfValue(text, root)) !== text.length) throw unreadable();
  return setAt(text, root, path, value, 1);
}

function setAt(text: string, at: number, path: readonly string[], value: unknown, depth: number): string {
  if (text[at] !== '{')
    throw new Failure('conflict', 'There is something else than an object where the entry belongs.');
  const written = readObject(text, at);
  const [key = '', ...rest] = path;
  const known = written.members.findLast((member) => member.key === key);
  if (known !== undefined && rest.length > 0) return setAt(text, known.start, rest, value, depth + 1);
  const unit = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  const said = JSON.stringify(nest(rest, value), null, unit).replaceAll('\n', `\n${unit.repeat(depth)}`);
  if (known !== undefined) return text.slice(0, known.start) + said + text.slice(known.end);
  const [before, after] = [text.slice(0, at + 1), text.slice(at + 1)];
  const line = `\n${unit.repeat(depth)}${JSON.stringify(key)}: ${said}`;
  // It comes first: after the last member a comma, or a comment that belongs to it, may stand.
  if (written.members.length > 0) return `${before}${line},${after}`;
  return `${before}${line}\n${unit.repeat(depth - 1)}${after.trimStart()}`;
}

function nest(path: readonly string[], value: unknown): unknown {
  return path.toReversed().reduce<unknown>((inner, key) => ({ [key]: inner }), value);
}

function readObject(text: string, at: number): Written {
  const members: Member[] = [];
  let place = skip(GAP, text, at + 1);
  let hasComma = false;
  while (text[place] !== '}') {
    if (members.length > 0 && !hasComma) throw unreadable();
    const afterKey = skip(TEXT, text, place);
    if (afterKey === place) throw unreadable();
    const key = JSON.parse(text.slice(place, afterKey)) as string;
    const colon = skip(GAP, text, afterKey);
    if (text[colon] !== ':') throw unreadable();
    const start = skip(GAP, text, colon + 1);
    const end = endOfValue(text, start);
    members.push({ key, start, end });
    place = skip(GAP, text, end);
    hasComma = text[place] === ',';
    if (hasComma) place = skip(GAP, text, place + 1);
  }
  return { members, close: place };
}

function endOfValue(text: string, at: number): number {
  if (text[at] === '{') return readObject(text, at).close + 1;
  if (text[at] !== '[') {
    const end = skip(text[at] === '"' ? TEXT : WORD, text, at);
    if (end === at) throw unreadable();
    return end;
  }
  let place = skip(GAP, text, at + 1);
  while (text[place] !== ']') {
    place = skip(GAP, text, endOfValue(text, place));
    if (text[place] === ',') place = skip(GAP, text, place + 1);
    else if (text[place] !== ']') throw unreadable();
  }
  return place + 1;
}

function skip(what: RegExp, text: string, at: number): number {
  what.lastIndex = at;
  return what.test(text) ? what.lastIndex : at;
}

function unreadable(): Failure {
  return new Failure('conflict', 'The file is not valid JSON.');
}
