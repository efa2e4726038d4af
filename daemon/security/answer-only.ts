import type { LookupFunction } from 'node:net';
import type { DialAddress } from './vet-url.ts';

/**
 * Stands in for DNS while dialling: whatever is asked, the vetted addresses are the answer. For an address literal Node
 * asks nobody and dials the literal, which is the one that was vetted.
 */
export function answerOnly(addresses: readonly DialAddress[]): LookupFunction {
  return (_host, options, callback) => {
    const first = addresses[0];
    if (options.all === true) callback(null, [...addresses]);
    else if (first !== undefined) callback(null, first.address, first.family);
  };
}
