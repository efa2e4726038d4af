import { dialled } from './find-daemon.ts';
import type { DaemonLink } from './find-daemon.ts';
import { sayAddress } from './say-address.ts';

/** The address of one of the app's pages with its one-time code, which a browser keeps to itself behind the `#`. */
export function pageLink(
  address: Pick<DaemonLink, 'host' | 'port' | 'secure' | 'remote'>,
  page: 'connect' | 'library',
  code: string,
): string {
  const host = address.remote === true ? address.host : dialled(address.host);
  return `${sayAddress({ ...address, host })}/${page}#${code}`;
}
