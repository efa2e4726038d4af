import { checkNumber } from '../../shared/contract/check-number.ts';
import type { OpenedPairing } from '../../shared/contract/pairing.ts';
import type { Pairing } from './pairing.ts';

/** Opens a pairing window and says all that a person needs to go through it. */
export async function invite(pairing: Pairing, now: number): Promise<OpenedPairing> {
  const { digits, code, expires_at } = pairing.open(now);
  return { digits, code, check: await checkNumber(code), expires_at: new Date(expires_at).toISOString() };
}
