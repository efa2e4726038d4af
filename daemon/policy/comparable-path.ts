/**
 * One spelling for all that a server may take for the same path: percent-encoding undone once, NFC, no difference of
 * case, backslashes as slashes, no empty and no dot segment. It ends with a slash, so that a folder and what is below it
 * begin alike. Given a pathname as the URL parser writes it.
 */
export function comparablePath(pathname: string): string {
  const segments: string[] = [];
  for (const segment of comparableText(pathname).split(/[/\\]/)) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return ['', ...segments, ''].join('/');
}

/** The same for a query, which has no segments. An encoded question mark stays encoded: it does not begin the query. */
export function comparableText(encoded: string): string {
  return encoded
    .replaceAll(/%3f/gi, '%253f')
    .replaceAll(/(?:%[0-9a-f]{2})+/gi, decodeRun)
    .normalize('NFC')
    .toLowerCase();
}

/** Unlike `decodeURIComponent` it throws at nothing: bytes that are no UTF-8 must not hide the letters beside them. */
function decodeRun(run: string): string {
  return Buffer.from(run.replaceAll('%', ''), 'hex').toString();
}
