import { expect, test } from 'vitest';
import { readClaim } from './read-claim.ts';

test.for([
  ['', {}],
  ['#', {}],
  ['#code=', {}],
  ['#code=abc_-1', { code: 'abc_-1' }],
  ['#code=abc&port=7411', { code: 'abc', port: 7411 }],
  ['#port=7411', { port: 7411 }],
  ['#code=abc&port=99999', { code: 'abc' }],
  ['#code=abc&port=x', { code: 'abc' }],
] as const)('%s carries %o', ([fragment, claim]) => {
  expect(readClaim(fragment)).toEqual(claim);
});
