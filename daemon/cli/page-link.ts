import { dialled } from './find-daemon.ts';
import { sayAddress } from './say-address.ts';

/** The address of one of the app's pages with its one-time code, which a browser keeps to itself behind the `#`. */
export function pageLink(
  { host, port }: { readonly host: string; readonly port: number },
  page: 'connect' | 'library',
  code: string,
): string {
  return `${sayAddress({ host: dialled(host), port })}/${page}#${code}`;
}
