import { expect, test } from 'vitest';
import { meantAddress } from './meant-address.ts';

test.for([
  [' https://a.example/b ', 'https://a.example/b'],
  ['a.example/b?c=https://d.example', 'https://a.example/b?c=https://d.example'],
  ['localhost:8080/x', 'https://localhost:8080/x'],
  ['HTTP://a.example', 'HTTP://a.example'],
  ['javascript:alert(1)', 'javascript:alert(1)'],
  ['data:text/html,x', 'data:text/html,x'],
  ['\uD800', 'https://\uFFFD'],
] as const)('%s', ([typed, meant]) => {
  expect(meantAddress(typed)).toBe(meant);
});
