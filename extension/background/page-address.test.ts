import { expect, test } from 'vitest';
import { pageAddress } from './page-address.ts';

test.for([
  ['https://tides.example/log?day=1#noon', 'https://tides.example/log?day=1#noon'],
  ['https://ada:secret@tides.example/', 'https://tides.example/'],
  ['https://tides.example/#:~:text=high', 'https://tides.example/'],
  ['https://tides.example/#noon:~:text=high', 'https://tides.example/#noon'],
  ['HTTP://Tides.Example', 'http://tides.example/'],
  ['chrome://settings', null],
  ['file:///etc/hosts', null],
  ['about:blank', null],
  ['https://chromewebstore.google.com/detail/x', null],
  [`https://tides.example/${'a'.repeat(9_000)}`, null],
  ['no address', null],
  [undefined, null],
] as const)('%s is kept under %s', ([address, kept]) => {
  expect(pageAddress(address)).toBe(kept);
});
