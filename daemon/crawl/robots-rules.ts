import { fitsPieces } from '../policy/fits-pieces.ts';

export interface Rule {
  readonly allow: boolean;
  /** As it stands in the file: `*` is anything, `$` at the end is the end. */
  readonly pattern: string;
}

interface Laid {
  readonly allow: boolean;
  readonly length: number;
  /** Cut at the stars; the last is empty unless the pattern is anchored. */
  readonly pieces: readonly string[];
}

/** What a site asks of crawlers. */
export class RobotsRules {
  /** Seconds between two requests; null when it asks for none. */
  readonly delay: number | null;
  readonly sitemaps: readonly string[];
  readonly #rules: readonly Laid[];

  constructor(rules: readonly Rule[], delay: number | null, sitemaps: readonly string[]) {
    this.delay = delay;
    this.sitemaps = sitemaps;
    this.#rules = rules.filter(({ pattern }) => pattern !== '').map(layOut);
  }

  /** RFC 9309, 2.2.2: the longest rule that fits decides, `allow` among equals; robots.txt itself is always allowed. */
  allows(url: string): boolean {
    const { pathname, search } = new URL(url);
    if (pathname === '/robots.txt') return true;
    const path = comparable(pathname + search);
    let best: Laid | null = null;
    for (const rule of this.#rules) {
      if (!fitsPieces(rule.pieces, path)) continue;
      if (best === null || rule.length > best.length || (rule.length === best.length && rule.allow))
        best = rule;
    }
    return best?.allow ?? true;
  }
}

function layOut({ allow, pattern }: Rule): Laid {
  const anchored = pattern.endsWith('$');
  const text = comparable(anchored ? pattern.slice(0, -1) : pattern);
  const pieces = text.split(/\*+/);
  return { allow, length: pattern.length, pieces: anchored ? pieces : [...pieces, ''] };
}

/** One spelling of each octet, on both sides (RFC 9309, 2.2.2): what need not be encoded is not, what must be is. */
function comparable(path: string): string {
  return path
    .replaceAll(/%([\da-f]{2})/gi, (octet, hex: string) => {
      const character = String.fromCharCode(Number.parseInt(hex, 16));
      return /[\w.~-]/.test(character) ? character : octet.toUpperCase();
    })
    .replaceAll(/[^\0-\x7F]+/g, (text) => encodeURIComponent(text.toWellFormed()));
}
