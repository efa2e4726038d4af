import { attribute, escapeText, webAddress } from './write-markup.ts';

const KEPT =
  /^(description|author|keywords|date|generator|robots|last-modified|publish|(article|og|twitter|book|dc|dcterms|citation|parsely|sailthru)[:._-])/i;
const LONGEST_META = 4_000;
const LARGEST_GRAPH = 256 * 1024;
/** Objects looked at in a page's linked data. */
const OBJECTS = 200;

/** The head of a snapshot: title, canonical link, descriptive meta elements, and date and author where only scripts declare them. */
export function readHead(document: Document, scrolled: number): string {
  const canonical = webAddress(document.querySelector<HTMLLinkElement>('link[rel~="canonical" i]')?.href);
  const metas = [...document.querySelectorAll('meta[content]')].flatMap((meta) => {
    const name =
      meta.getAttribute('name') ?? meta.getAttribute('property') ?? meta.getAttribute('itemprop') ?? '';
    const content = meta.getAttribute('content') ?? '';
    return KEPT.test(name) && content !== '' && content.length <= LONGEST_META
      ? [[name, content] as const]
      : [];
  });
  const declared = new Set(metas.map(([name]) => name.toLowerCase()));
  for (const [name, content] of linkedFacts(document)) if (!declared.has(name)) metas.push([name, content]);
  // Where the reader stood, as a share of the page's height.
  metas.push(['pagekeep:scrolled', scrolled.toFixed(3)]);
  return (
    '<meta charset="utf-8">' +
    `<title>${escapeText(document.title)}</title>` +
    (canonical === null ? '' : `<link rel="canonical"${attribute('href', canonical)}>`) +
    metas
      .map(([name, content]) => `<meta${attribute(nameKind(name), name)}${attribute('content', content)}>`)
      .join('')
  );
}

function nameKind(name: string): 'property' | 'name' {
  return /^(article|og|book):/i.test(name) ? 'property' : 'name';
}

/** Reads date and author from JSON-LD, whose scripts a snapshot does not keep. */
function linkedFacts(document: Document): [string, string][] {
  const facts: [string, string][] = [];
  for (const script of document.querySelectorAll('script[type="application/ld+json" i]')) {
    const source = script.textContent ?? '';
    if (source.length > LARGEST_GRAPH) continue;
    for (const object of objectsIn(parseJson(source))) {
      const author = [object['author']].flat()[0];
      const named = typeof author === 'object' && author !== null && 'name' in author ? author.name : author;
      if (typeof object['datePublished'] === 'string')
        facts.push(['article:published_time', object['datePublished']]);
      if (typeof named === 'string') facts.push(['author', named]);
    }
  }
  const first = new Map<string, string>();
  for (const [name, content] of facts)
    if (!first.has(name) && content.length <= 200) first.set(name, content);
  return [...first];
}

function objectsIn(graph: unknown): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  const open: unknown[] = [graph];
  while (open.length > 0 && found.length < OBJECTS) {
    const next = open.shift();
    if (Array.isArray(next)) open.push(...next.slice(0, OBJECTS));
    else if (typeof next === 'object' && next !== null) {
      const object = next as Record<string, unknown>;
      found.push(object);
      open.push(object['@graph'], object['mainEntity'], object['mainEntityOfPage']);
    }
  }
  return found;
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return null;
  }
}
