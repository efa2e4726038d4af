import { LIMITS } from '../../shared/contract/limits.ts';
import { callDaemon } from './call-daemon.ts';
import type { Invocation } from './command.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { findDaemon } from './find-daemon.ts';
import { oneLine } from './plain-characters.ts';
import { sayCount } from './say-count.ts';

/** Forgets pages whose days are over without waiting for the daily sweep, or only says which they are. */
export async function forgetExpired({ config, has, print }: Invocation): Promise<ExitCode> {
  const link = findDaemon(config);
  if (has('dry-run')) {
    const list = await callDaemon(link, 'expiring');
    const pages = list.pages.map(({ title, url, expires_at }) => `${expires_at}  ${oneLine(title || url)}`);
    print(list, pages.join('\n') || 'No page’s days are over.');
    return EXIT.done;
  }
  const swept = await callDaemon(link, 'sweep');
  const receipt = swept.receipt_id === null ? '' : ` Receipt ${swept.receipt_id}.`;
  print(swept, `Forgot ${sayCount(swept.removed_count, 'page')} whose days were over.${receipt}`);
  return EXIT.done;
}

/** Ends every session and forgets what was kept for one, or only says what that is. */
export async function forgetSessions({ config, has, print }: Invocation): Promise<ExitCode> {
  const link = findDaemon(config);
  if (has('dry-run')) {
    const list = await callDaemon(link, 'list', { filter: 'session_only', limit: LIMITS.listedPages });
    const pages = list.content.filter(({ pinned }) => pinned !== true);
    const lines = pages.map(({ title, url }) => oneLine(title || url));
    print({ pages, count: pages.length }, lines.join('\n') || 'Nothing is kept for a session.');
    return EXIT.done;
  }
  const cleared = await callDaemon(link, 'clearTemp', { all: true });
  print(cleared, `Forgot ${sayCount(cleared.removed_count, 'page')} kept for a session.`);
  return EXIT.done;
}
