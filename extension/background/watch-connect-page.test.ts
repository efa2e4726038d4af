import { expect, test, vi } from 'vitest';
import { readConnectAddress } from './watch-connect-page.ts';

// Stands in for the browser's own interfaces, as WXT's test plugin does.
vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

const code = 'A_-z0123456789abcdefgh';

test.for([
  [`http://127.0.0.1:7410/connect#${code}`, { code, port: '7410' }],
  [`http://localhost:7411/connect#${code}`, { code, port: '7411' }],
  [`http://127.0.0.1.evil.example:7410/connect#${code}`, null],
  [`http://evil.example/connect#${code}`, null],
  [`https://127.0.0.1:7410/connect#${code}`, null],
  [`http://127.0.0.1:7410/connect/more#${code}`, null],
  [`http://127.0.0.1:7410/connect?${code}`, null],
  ['http://127.0.0.1:7410/connect#short', null],
  [`http://127.0.0.1:7410/connect#${code}&port=1`, null],
  ['http://127.0.0.1:7410/connect', null],
  [undefined, null],
] as const)('%s leads to %o', ([url, claim]) => {
  expect(readConnectAddress(url)).toEqual(claim);
});
