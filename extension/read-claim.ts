import { checkNumber } from '../shared/contract/check-number.ts';
import type { Claim } from './ui/connect-page.tsx';

/** Reads `#code=…&port=…` of the connect page's address, each of them optional. */
export async function readClaim(fragment: string): Promise<Claim> {
  const fields = new URLSearchParams(fragment.replace(/^#/u, ''));
  const code = fields.get('code') ?? '';
  const port = Number(fields.get('port'));
  return {
    ...(code !== '' && { offer: { code, check: await checkNumber(code) } }),
    ...(Number.isInteger(port) && port > 0 && port < 65_536 && { port }),
  };
}
