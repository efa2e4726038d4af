import { expect, test } from 'vitest';
import { siteOf } from './site-of.ts';

test.for([
  ['https://www.db-handbook.example/a?b', 'db-handbook.example'],
  ['http://localhost:8080/', 'localhost:8080'],
  ['about:blank', 'about:blank'],
  ['not an address', 'not an address'],
] as const)('%s stands on %s', ([url, site]) => {
  expect(siteOf(url)).toBe(site);
});
