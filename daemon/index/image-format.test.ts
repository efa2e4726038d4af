import { expect, test } from 'vitest';
import { imageFormat } from './image-format.ts';

test.each([
  ['https://a.example/press.JPEG', 'jpg'],
  ['https://a.example/press.png?width=640', 'png'],
  ['https://a.example/press.jpg?format=webp', 'webp'],
  ['https://a.example/press.jpg?format=auto', 'jpg'],
  ['data:image/svg+xml;utf8,<svg/>', 'svg'],
  ['data:image/AVIF;base64,AAAA', 'avif'],
  ['data:text/html,png', null],
  ['https://a.example/press', null],
  ['https://png.example/', null],
  ['https://a.example/x.constructor', null],
  ['no address', null],
])('%s is %j', (src, format) => {
  expect(imageFormat(src)).toBe(format);
});
