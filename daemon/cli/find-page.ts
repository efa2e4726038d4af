import type { ListedPage } from '../../shared/contract/page.ts';
import { Failure } from '../failure.ts';
import { callDaemon } from './call-daemon.ts';
import type { DaemonLink } from './find-daemon.ts';

/** The page kept under an address; a `not-found` Failure when there is none. */
export async function findPage(link: DaemonLink, url: string): Promise<ListedPage> {
  const { page } = await callDaemon(link, 'lookup', { url });
  if (page === undefined) throw new Failure('not-found', 'No page is kept under that address.');
  return page;
}
