/** Where an attribute stands in the source; a value without its quotes, empty where there is none. */
export interface ScannedAttribute {
  readonly start: number;
  readonly nameEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  readonly end: number;
}

export interface ScannedTag {
  readonly attributes: readonly ScannedAttribute[];
  readonly selfClosing: boolean;
  /** Behind its `>`. */
  readonly end: number;
}

const [TAB, LINE_FEED, FORM_FEED, RETURN, SPACE] = [9, 10, 12, 13, 32];
const [QUOTE, APOSTROPHE, SLASH, EQUALS, GREATER] = [34, 39, 47, 61, 62];

/** Reads a tag from behind its name to its end, as the HTML standard has it (13.2.5.32 to 40); null where the page ends within it. */
export function scanTag(html: string, from: number): ScannedTag | null {
  const attributes: ScannedAttribute[] = [];
  for (let at = skipBlanks(html, from); at < html.length; at = skipBlanks(html, at)) {
    const unit = html.charCodeAt(at);
    if (unit === GREATER) return { attributes, selfClosing: false, end: at + 1 };
    if (unit === SLASH) {
      if (html.charCodeAt(at + 1) === GREATER) return { attributes, selfClosing: true, end: at + 2 };
      at += 1;
      continue;
    }
    const attribute = scanAttribute(html, at);
    if (attribute === null) return null;
    attributes.push(attribute);
    at = attribute.end;
  }
  return null;
}

/** Where a tag's name ends that begins at `at`. */
export function endOfName(html: string, at: number): number {
  let end = at;
  while (end < html.length && !isBlank(html.charCodeAt(end)) && !isClosing(html.charCodeAt(end))) end += 1;
  return end;
}

/** An equals sign in front of a name is its first character. */
function scanAttribute(html: string, start: number): ScannedAttribute | null {
  let nameEnd = start + 1;
  while (nameEnd < html.length && !endsName(html.charCodeAt(nameEnd))) nameEnd += 1;
  const equals = skipBlanks(html, nameEnd);
  if (html.charCodeAt(equals) !== EQUALS)
    return { start, nameEnd, valueStart: nameEnd, valueEnd: nameEnd, end: nameEnd };
  const valueStart = skipBlanks(html, equals + 1);
  const unit = html.charCodeAt(valueStart);
  if (unit === QUOTE || unit === APOSTROPHE) {
    const valueEnd = html.indexOf(unit === QUOTE ? '"' : "'", valueStart + 1);
    if (valueEnd === -1) return null;
    return { start, nameEnd, valueStart: valueStart + 1, valueEnd, end: valueEnd + 1 };
  }
  let end = valueStart;
  while (end < html.length && html.charCodeAt(end) !== GREATER && !isBlank(html.charCodeAt(end))) end += 1;
  return end === html.length ? null : { start, nameEnd, valueStart, valueEnd: end, end };
}

function skipBlanks(html: string, from: number): number {
  let at = from;
  while (isBlank(html.charCodeAt(at))) at += 1;
  return at;
}

function endsName(unit: number): boolean {
  return unit === EQUALS || isBlank(unit) || isClosing(unit);
}

function isClosing(unit: number): boolean {
  return unit === GREATER || unit === SLASH;
}

function isBlank(unit: number): boolean {
  return unit === SPACE || unit === LINE_FEED || unit === RETURN || unit === TAB || unit === FORM_FEED;
}
