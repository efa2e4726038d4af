import { expect, test } from 'vitest';
import { checkNumber } from '../shared/contract/check-number.ts';
import { readClaim } from './read-claim.ts';

const abc = { code: 'abc_-1', check: await checkNumber('abc_-1') };

test.for([
  ['', {}],
  ['#', {}],
  ['#code=', {}],
  ['#code=abc_-1', { offer: abc }],
  ['#code=abc_-1&port=7411', { offer: abc, port: 7411 }],
  ['#port=7411', { port: 7411 }],
  ['#code=abc_-1&port=99999', { offer: abc }],
  ['#code=abc_-1&port=x', { offer: abc }],
  ['#code=abc_-1&check=0000', { offer: abc }],
] as const)('%s carries %o', async ([fragment, claim]) => {
  expect(await readClaim(fragment)).toEqual(claim);
});
