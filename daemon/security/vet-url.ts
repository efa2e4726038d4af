import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Failure } from '../failure.ts';
import { isPublicAddress } from './address-guard.ts';

/** An address to dial, as `node:dns` gives it. */
export interface DialAddress {
  readonly address: string;
  readonly family: number;
}

export type Resolve = (host: string) => Promise<readonly DialAddress[]>;

/** A URL that may be fetched, with the only addresses that may be dialled for it. */
export interface VettedUrl {
  readonly url: URL;
  readonly addresses: readonly DialAddress[];
}

/** The same words for every forbidden address, so that the answer does not map the network behind it. */
export function addressForbidden(): Failure {
  return new Failure('address-forbidden', 'Pagekeep does not fetch from this address.');
}

/** Parses once, by the rules every browser follows. Throws `url-invalid` unless it is http(s) without credentials. */
export function parseWebUrl(text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new Failure('url-invalid', 'Only http and https addresses can be fetched.');
  }
  if (url.username !== '' || url.password !== '') {
    throw new Failure('url-invalid', 'An address with a user name or password in it is not fetched.');
  }
  return url;
}

/**
 * Resolves the host once and checks every answer; the caller dials exactly what is returned here and asks nobody again,
 * so that a name that changes its mind (DNS rebinding) gains nothing. `allowHosts` are `host[:port]` names from the
 * configuration whose addresses are not checked. Throws `address-forbidden` or `fetch-failed`.
 */
export async function vetUrl(
  url: URL,
  allowHosts: readonly string[] = [],
  resolve: Resolve = resolveByDns,
): Promise<VettedUrl> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(host);
  const addresses = family === 0 ? await resolveName(host, resolve) : [{ address: host, family }];
  const allowed = isOwnHost(url, allowHosts) || addresses.every(({ address }) => isPublicAddress(address));
  if (!allowed) throw addressForbidden();
  return { url, addresses };
}

async function resolveName(host: string, resolve: Resolve): Promise<readonly DialAddress[]> {
  const addresses = await resolve(host).catch((cause: unknown) => {
    throw new Failure('fetch-failed', 'The site could not be found.', { cause });
  });
  if (addresses.length === 0) throw new Failure('fetch-failed', 'The site could not be found.');
  return addresses;
}

function resolveByDns(host: string): Promise<readonly DialAddress[]> {
  return lookup(host, { all: true });
}

/** Whether the configuration names this host as one that may be internal. A name without port stands for its default ports, as it does in a URL. */
export function isOwnHost(url: URL, allowHosts: readonly string[]): boolean {
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return allowHosts.some((allowed) => {
    const name = allowed.toLowerCase();
    return name === url.host || name === `${url.hostname}:${port}`;
  });
}
