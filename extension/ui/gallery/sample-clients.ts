import { SCOPES } from '../../../shared/contract/pairing.ts';
import type { ListedToken, Scope } from '../../../shared/contract/pairing.ts';

const PAIRED: readonly Scope[] = ['read', 'capture', 'crawl', 'forget'];

function client(
  client_id: string,
  name: string,
  scopes: readonly Scope[],
  last_used_at: string | null,
): ListedToken {
  return {
    client_id,
    name,
    scopes: [...scopes],
    reach: null,
    origin: null,
    current: client_id === 'this',
    created_at: '2026-10-02T12:00:00Z',
    last_used_at,
  };
}

/** Whoever is connected in the samples: two browsers, a script, and the command line. */
export const CLIENTS: readonly ListedToken[] = [
  client('cli', 'command line on this computer', SCOPES, '2026-11-21T11:00:00Z'),
  client('this', 'Chrome on Linux', PAIRED, '2026-11-21T11:58:00Z'),
  client('other', 'Firefox on Linux', PAIRED, '2026-10-14T10:00:00Z'),
  client('script', 'nightly notes', ['read'], null),
];
