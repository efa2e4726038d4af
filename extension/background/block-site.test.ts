import { expect, test, vi } from 'vitest';
import { sitePattern } from './block-site.ts';

// Stands in for the browser's own interfaces, as WXT's test plugin does.
vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

test.for([
  ['https://www.tides.example/log?x', '*.tides.example'],
  ['https://log.tides.example:8443/', '*.log.tides.example'],
  ['https://bücher.example/', '*.xn--bcher-kva.example'],
  ['http://localhost:3000/', 'localhost'],
  ['http://192.168.1.2/', '192.168.1.2'],
  ['http://[::1]:80/', '[::1]'],
] as const)('%s is blocked by %s', ([url, pattern]) => {
  expect(sitePattern(url)).toBe(pattern);
});
