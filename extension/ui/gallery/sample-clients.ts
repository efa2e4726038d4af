import { SCOPES } from '../../../shared/contract/pairing.ts';
import type { ListedToken, ReadList, Scope } from '../../../shared/contract/pairing.ts';

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
    origin: scopes === PAIRED ? `chrome-extension://${'abcdefgh'.repeat(4)}` : null,
    current: client_id === 'this',
    created_at: '2026-10-02T12:00:00Z',
    last_used_at,
  };
}

/** Whoever is connected in the samples: two browsers, a script, an agent, and the command line. */
export const CLIENTS: readonly ListedToken[] = [
  client('cli', 'command line on this computer', SCOPES, '2026-11-21T11:00:00Z'),
  client('this', 'Chrome on Linux', PAIRED, '2026-11-21T11:58:00Z'),
  client('other', 'Firefox on Linux', PAIRED, '2026-10-14T10:00:00Z'),
  client('script', 'nightly notes', ['read'], null),
  {
    ...client('agent', 'claude', ['read', 'capture', 'crawl'], '2026-11-21T11:50:00Z'),
    reach: { tags: ['work'] },
  },
];

/** What the agent of the samples read. */
export const READS: ReadList = {
  reads: [
    {
      at: '2026-11-21T11:50:00Z',
      route: 'search',
      question: 'what does fsync promise',
      pages: 8,
      page_ids: [1, 2],
    },
    { at: '2026-11-21T11:49:00Z', route: 'markdown', question: null, pages: 1, page_ids: [1] },
    { at: '2026-11-19T09:00:00Z', route: 'search', question: 'ما هو الضغط العالي', pages: 3, page_ids: [3] },
  ],
  count: 3,
};
