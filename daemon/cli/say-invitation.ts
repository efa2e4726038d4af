import type { OpenedPairing } from '../../shared/contract/pairing.ts';
import { groupDigits } from './group-digits.ts';
import { pageLink } from './page-link.ts';

/** What whoever connects a browser reads: as one JSON value and as lines. */
export interface SaidInvitation {
  readonly pairing: {
    readonly link: string;
    readonly check: string;
    readonly digits: string;
    readonly expires_at: string;
  };
  readonly lines: string;
}

/** Says how a browser connects to the daemon at this address: by the link, or by the digits. */
export function sayInvitation(
  { code, check, digits, expires_at }: OpenedPairing,
  address: Parameters<typeof pageLink>[0],
): SaidInvitation {
  const link = pageLink(address, 'connect', code);
  return {
    pairing: { link, check, digits, expires_at },
    lines: [
      `Connect a browser   ${link}`,
      `Check number        ${check}  (connect only if the extension shows the same)`,
      `Or type the digits  ${groupDigits(digits)}`,
      'Link and digits are one code: it works once, for 2 minutes. A new one: pagekeep pair',
    ].join('\n'),
  };
}
