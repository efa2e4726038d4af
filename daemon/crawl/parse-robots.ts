import { RobotsRules } from './robots-rules.ts';
import type { Rule } from './robots-rules.ts';

/** What a crawler of ours answers to in a robots.txt. */
const PRODUCT = 'pagekeep';
/** RFC 9309, 2.5: at least 500 KiB are read. */
export const ROBOTS_BYTES = 512 * 1024;
/** A site that asks for more time between two pages means no. */
const LONGEST_DELAY_S = 3_600;

interface Group {
  readonly agents: string[];
  readonly rules: Rule[];
  delay: number | null;
}

/**
 * Reads a robots.txt by RFC 9309: the groups that name us together, else those for `*`; lines that are none are passed
 * over. `Crawl-delay` and `Sitemap` are heard as most crawlers hear them.
 */
export function parseRobots(text: string): RobotsRules {
  const groups: Group[] = [];
  const sitemaps: string[] = [];
  let open: Group | null = null;
  for (const [field, value] of linesOf(text)) {
    if (field === 'sitemap') sitemaps.push(value);
    else if (field === 'user-agent') {
      // Agents one after the other share what follows; a rule between them closes the group.
      if (open === null || open.rules.length > 0 || open.delay !== null) groups.push((open = newGroup()));
      open.agents.push(productOf(value));
    } else if (open !== null) readRule(open, field, value);
  }
  const ours = groups.filter(({ agents }) => agents.includes(PRODUCT));
  const chosen = ours.length > 0 ? ours : groups.filter(({ agents }) => agents.includes('*'));
  const delays = chosen.flatMap(({ delay }) => delay ?? []);
  return new RobotsRules(
    chosen.flatMap(({ rules }) => rules),
    delays.length === 0 ? null : Math.max(...delays),
    sitemaps,
  );
}

function newGroup(): Group {
  return { agents: [], rules: [], delay: null };
}

function* linesOf(text: string): Generator<[field: string, value: string]> {
  for (const raw of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    const line = raw.split('#', 1)[0] ?? '';
    const colon = line.indexOf(':');
    if (colon > 0) yield [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
  }
}

/** `Pagekeep/1.0` means the product, whatever its version. */
function productOf(agent: string): string {
  if (agent === '*') return agent;
  return /^[a-z_-]+/.exec(agent.toLowerCase())?.[0] ?? '';
}

function readRule(group: Group, field: string, value: string): void {
  if (field === 'allow' || field === 'disallow') {
    // Nothing disallowed is everything allowed, which needs no rule; the line still closes the list of agents.
    group.rules.push({ allow: field === 'allow' || value === '', pattern: value });
  } else if (field === 'crawl-delay' && /^\d{1,6}(?:\.\d+)?$/.test(value)) {
    group.delay = Math.min(Number(value), LONGEST_DELAY_S);
  }
}
