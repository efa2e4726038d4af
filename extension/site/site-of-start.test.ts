import { expect, test } from 'vitest';
import { isWithin, originsOf } from './site-of-start.ts';

const START = 'https://www.docs.example:8443/guide/';

test.for([
  ['https://docs.example:8443/other', true],
  ['http://www.docs.example:8443/', true],
  ['https://docs.example/', false],
  ['https://evil-docs.example:8443/', false],
  ['https://sub.docs.example:8443/', false],
  ['https://docs.example:8443@away.example/', false],
  ['file:///docs.example:8443/', false],
  ['chrome-error://chromewebdata/', false],
] as const)('%s is within: %s', ([url, within]) => {
  expect(isWithin(url, START)).toBe(within);
});

test('the browser is asked for the site alone, with and without www', () => {
  expect(originsOf(START)).toEqual(['*://docs.example/*', '*://www.docs.example/*']);
  expect(originsOf('http://10.0.0.7:81/wiki')).toEqual(['*://10.0.0.7/*']);
  expect(originsOf('http://[::1]:81/')).toEqual(['*://[::1]/*']);
});
