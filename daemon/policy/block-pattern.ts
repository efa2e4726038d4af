import { Failure } from '../failure.ts';
import { comparablePath, comparableText } from './comparable-path.ts';

/** A pattern taken apart once, ready to be compared. */
export interface BlockPattern {
  readonly pattern: string;
  /** As the URL parser writes it, without `www.` where it stands for one site. */
  readonly host: string;
  /** `*.` before the host: all below it as well. */
  readonly below: boolean;
  /** null: every port. */
  readonly port: string | null;
  /** The path, and after a `?` the query, cut at the stars; null: everything. */
  readonly path: readonly string[] | null;
}

/**
 * The one spelling of a pattern: `example.com` (with its www.), `*.example.com` (with all below it), each on every
 * scheme, and with a port or a path only there. Whole addresses are taken too, and lose their scheme, their fragment and
 * a port that a scheme has anyway. Throws `bad-input` with the rule that is broken.
 */
export function canonicalPattern(text: string): string {
  const url = parseLoosely(text.trim());
  const name = url.hostname.replace(/\.+$/, '');
  const below = name.startsWith('*.');
  const host = below ? name.slice(2) : name.replace(/^www\.(?=.*\.)/, '');
  if (host.includes('*') || host === '') {
    throw refuse('A star in a site’s name may stand only for all below it, as in *.example.com.');
  }
  const port = ['', '80', '443'].includes(url.port) ? '' : `:${url.port}`;
  return (below ? '*.' : '') + host + port + canonicalPath(url);
}

/** Takes a canonical pattern apart. */
export function readPattern(pattern: string): BlockPattern {
  const slash = pattern.indexOf('/');
  const authority = slash === -1 ? pattern : pattern.slice(0, slash);
  const below = authority.startsWith('*.');
  const [host = '', port = null] = (below ? authority.slice(2) : authority).split(/:(?=\d+$)/);
  return { pattern, host, below, port, path: slash === -1 ? null : readPath(pattern.slice(slash)) };
}

function parseLoosely(text: string): URL {
  const scheme = /^([a-z][a-z0-9+.-]*):[/\\]/i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    throw refuse('Only http and https addresses can be blocked.');
  }
  const url = URL.parse(scheme === undefined ? `http://${text}` : text);
  // The parser skips slashes until it finds a name, and would take the first folder for one.
  if (url === null || /^[/\\]/.test(text)) {
    throw refuse('A pattern is a site such as example.com, *.example.com or example.com/private/*.');
  }
  if (url.username !== '' || url.password !== '') {
    throw refuse('A pattern holds no user name and no password.');
  }
  return url;
}

function canonicalPath(url: URL): string {
  const folder = comparablePath(url.pathname);
  const path = folder.slice(0, -1) + (url.search === '' ? '' : comparableText(url.search));
  return path === '/*' ? '' : path.startsWith('?') ? `/${path}` : path;
}

/** Paths are compared with a slash at their end; a star at the end stands for it too. */
function readPath(path: string): readonly string[] {
  const [folder, query] = splitOnce(path, '?');
  const ended = /[*/]$/.test(folder) ? folder : `${folder}/`;
  return (query === undefined ? ended : `${ended}?${query}`).split('*');
}

function splitOnce(text: string, mark: string): [string, string?] {
  const at = text.indexOf(mark);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function refuse(sentence: string): Failure {
  return new Failure('bad-input', sentence);
}
