import type { RefusedMessage } from '../../messages.ts';
import type { SampleEndpoints } from './sample-endpoints.ts';

const SINCE = '2026-10-14T10:00:00Z';
const BLOCKED = [
  { pattern: '*.bank.example', description: null, created_at: SINCE },
  { pattern: 'mail.example/inbox/*', description: null, created_at: SINCE },
  { pattern: 'intranet.example', description: 'Work stays at work', created_at: SINCE },
];
const LISTS = [
  { name: 'social-media', title: 'Social media', hosts: 161, enabled: true },
  { name: 'adult', title: 'Adult sites', hosts: 299, enabled: false },
];
const NOT_A_SITE: RefusedMessage = {
  refused: true,
  code: 'bad-input',
  sentence: 'A star in a site’s name may stand only for all below it, as in *.example.com.',
};

/** An app with three blocked sites. */
export const BLOCKLIST: SampleEndpoints = {
  blocked: () => ({ blocked_domains: BLOCKED, count: BLOCKED.length, lists: LISTS }),
  testBlocked: ({ url = null }) => {
    const pattern = url?.includes('mail.example/inbox') === true ? 'mail.example/inbox/*' : null;
    return { url, blocked: pattern !== null, pattern, list: null };
  },
  block: ({ pattern }) =>
    pattern.includes('**') ? NOT_A_SITE : { pattern, description: null, added: true, kept_pages: 3 },
  unblock: ({ pattern }) => ({ pattern, removed: true }),
};
