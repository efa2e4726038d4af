import { expect, test } from 'vitest';
import { pictureFirst } from './picture-first.ts';

const images = [
  { src: 'https://lamps.example/a.png' },
  { src: 'https://lamps.example/b.png', alt: 'The lamp', width: 640 },
  { src: 'https://lamps.example/c.png' },
];
const facts = { url: 'https://lamps.example/', title: 'Lamps', images };
const order = (picture?: string) =>
  (pictureFirst(facts, picture).images ?? []).map(({ src }) => src.slice(-5));

test('the picture a person pointed at comes first, with all that is known of it', () => {
  expect(order('https://lamps.example/b.png')).toEqual(['b.png', 'a.png', 'c.png']);
  expect(pictureFirst(facts, 'https://lamps.example/b.png').images?.[0]).toEqual({
    ...images[1],
    chosen: true,
  });
});

test('one that the page’s script did not see is added', () => {
  expect(order('https://LAMPS.example/d.png')).toEqual(['d.png', 'a.png', 'b.png', 'c.png']);
  expect(
    pictureFirst({ url: 'https://lamps.example/', title: '' }, 'https://a.example/d.png').images,
  ).toEqual([{ src: 'https://a.example/d.png', chosen: true }]);
});

test.for([
  'data:image/png;base64,AAAA',
  'blob:https://lamps.example/1',
  'javascript:alert(1)',
  'no address',
  undefined,
])('%s changes nothing', (picture) => {
  expect(pictureFirst(facts, picture)).toBe(facts);
});
