import type { Messages } from './messages.ts';

/** Reads `#code=…` (and `&port=…`) of the connect page's address; null when it brings no code. */
export function readClaim(fragment: string): Messages['pair'][0] | null {
  const fields = new URLSearchParams(fragment.replace(/^#/u, ''));
  const code = fields.get('code');
  if (code === null || code === '') return null;
  const port = Number(fields.get('port'));
  return Number.isInteger(port) && port > 0 && port < 65_536 ? { code, port } : { code };
}
