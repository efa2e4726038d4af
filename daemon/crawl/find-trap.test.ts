import { expect, test } from 'vitest';
import { simHash } from '../../shared/page/sim-hash.ts';
import { familyOf, findTrap, isEndless, isNearDuplicate } from './find-trap.ts';

test.each([
  `/${'deep/'.repeat(21)}`,
  '/shop/shop/shop/shop/',
  `/a?${'x'.repeat(501)}`,
  `/a?${Array.from({ length: 13 }, (_, nth) => `p${nth}=1`).join('&')}`,
  '/calendar/2099/12/',
  '/events?year=2099&month=1',
  '/log/2099-01-02',
])('%s looks made up', (path) => {
  expect(findTrap(`https://a.example${path}`)).toMatch(/^[A-Z].*\.$/);
});

test.each([
  '/',
  '/3/library/functions.html',
  '/2024/05/17/a-post',
  '/a/b/a/b/a/b',
  '/releaselog/3_8_11_1.html',
  '/forum/viewtopic.php?f=3&t=1234&start=20',
  '/products/4711-0815',
  '/history/1999/12',
  '/id/9999-12345',
])('%s does not', (path) => {
  expect(findTrap(`https://a.example${path}`)).toBeNull();
});

test('a family differs in its numbers or its values alone', () => {
  expect(familyOf('https://a.example/list?page=1&sort=x')).toBe(
    familyOf('https://a.example/list?sort=y&page=22'),
  );
  expect(familyOf('https://a.example/2024/01/')).toBe(familyOf('https://a.example/2025/12/'));
  expect(familyOf('https://a.example/list?page=1')).not.toBe(familyOf('https://a.example/list?id=1'));
  expect(familyOf('https://a.example/releaselog/3_8_1.html')).toBe('');
});

/** One of many that say the same. */
function sheet(nth: number): string {
  return simHash(`Sheet ${nth}: there is nothing on this day, go on to the next one.`);
}

test('a family is endless once its pages keep saying the same', () => {
  const alike = Array.from({ length: 6 }, (_, nth) => sheet(nth));
  expect(isNearDuplicate(sheet(99), alike)).toBe(true);
  expect([isEndless(alike), isEndless(alike.slice(0, 5))]).toEqual([true, false]);
  const stories = [
    'olives are pressed cold',
    'a ship left the harbour at dawn',
    'she tuned the old violin',
    'bread needs time',
    'the canyon is deep',
    'lanterns lit the orchard',
  ];
  expect(
    isEndless(stories.map((story) => simHash(`${story}, as everybody in the ${story} village knew.`))),
  ).toBe(false);
});
