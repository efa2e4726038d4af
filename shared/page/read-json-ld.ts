import { stripInvisible } from './strip-invisible.ts';

type Json = Readonly<Record<string, unknown>>;

/** What schema.org descriptions say about the page's main thing. */
export interface LinkedDescription {
  /** Every `@type` on the page in lower case. */
  readonly types: ReadonlySet<string>;
  readonly headline: string | null;
  readonly author: string | null;
  readonly published: string | null;
  readonly language: string | null;
  readonly publisher: string | null;
  readonly description: string | null;
  readonly body: string | null;
  /** Not open to everybody: the simple selectors of its closed parts, possibly none; null when it is open or says nothing. */
  readonly closed: readonly string[] | null;
}

const MAIN_THING =
  /article|posting|report|recipe|product|qapage|question|howto|videoobject|event|jobposting|course|book|review|faqpage/;
const MAX_NODES = 2_000;

/** Reads all JSON-LD scripts of a page; broken ones are passed over. */
export function readJsonLd(scripts: readonly string[]): LinkedDescription {
  const nodes: Json[] = [];
  for (const script of scripts) gather(parseJson(script), nodes);
  const types = new Set(nodes.flatMap((node) => typesOf(node)));
  const main =
    nodes.find((node) => typesOf(node).some((type) => /article|posting|report/.test(type))) ??
    nodes.find((node) => typesOf(node).some((type) => MAIN_THING.test(type))) ??
    nodes.find((node) => typesOf(node).some((type) => type.endsWith('page'))) ??
    {};
  return {
    types,
    headline: textOf(main['headline']) ?? textOf(main['name']),
    author: namesOf(main['author']) ?? namesOf(main['creator']),
    published: textOf(main['datePublished']) ?? textOf(main['dateCreated']) ?? textOf(main['uploadDate']),
    language: textOf(main['inLanguage']),
    publisher: namesOf(main['publisher']),
    description: textOf(main['description']),
    body: textOf(main['articleBody']) ?? textOf(main['text']),
    closed: closedParts(main),
  };
}

function closedParts(main: Json): string[] | null {
  const parts = [main['hasPart']].flat().filter((part) => isJson(part));
  if (![main, ...parts].some((node) => isFalse(node['isAccessibleForFree']))) return null;
  return parts
    .filter((part) => isFalse(part['isAccessibleForFree']))
    .flatMap((part) => [part['cssSelector']].flat())
    .filter((selector) => typeof selector === 'string')
    .filter((selector) => /^[.#][\w-]+$/.test(selector));
}

/** Pages write it as a boolean and as a word. */
function isFalse(value: unknown): boolean {
  return String(value).toLowerCase() === 'false';
}

function parseJson(script: string): unknown {
  const bare = script.replace(/^\s*(?:\/\/)?\s*<!(?:--|\[CDATA\[)|(?:\/\/)?\s*(?:-->|\]\]>)\s*$/g, '');
  for (const attempt of [bare, bare.replace(/[\n\r\t]+/g, ' ').replace(/;\s*$/, '')]) {
    try {
      return JSON.parse(attempt);
    } catch {
      // The next attempt forgives line breaks inside strings; a page that is broken otherwise has no description.
    }
  }
  return null;
}

function gather(value: unknown, nodes: Json[]): void {
  const waiting: unknown[] = [value];
  for (let at = 0; at < waiting.length && nodes.length < MAX_NODES; at++) {
    const next = waiting[at];
    if (Array.isArray(next)) waiting.push(...next.slice(0, MAX_NODES));
    else if (isJson(next)) {
      nodes.push(next);
      waiting.push(next['@graph'], next['mainEntity'], next['mainEntityOfPage']);
    }
  }
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typesOf(node: Json): string[] {
  const type = node['@type'];
  return (Array.isArray(type) ? type : [type])
    .filter((name) => typeof name === 'string')
    .map((name) => name.toLowerCase());
}

function textOf(value: unknown): string | null {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (isJson(first)) return textOf(first['@value'] ?? first['name']);
  if (typeof first !== 'string') return null;
  const text = stripInvisible(decodeCommon(first)).trim();
  return text === '' ? null : text;
}

function namesOf(value: unknown): string | null {
  const names = (Array.isArray(value) ? value : [value]).map((one) =>
    textOf(isJson(one) ? one['name'] : one),
  );
  return (
    names
      .filter((name) => name !== null && !/^https?:/.test(name))
      .slice(0, 10)
      .join(', ') || null
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  lt: '<',
  gt: '>',
};

/** Many sites escape their JSON-LD as if it were HTML. */
function decodeCommon(text: string): string {
  return text
    .replace(/&(amp|quot|apos|nbsp|lt|gt);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/&#(\d{1,6});/g, (whole, code: string) =>
      Number(code) < 0x11_0000 ? String.fromCodePoint(Number(code)) : whole,
    );
}
