import { describe, expect, test } from 'vitest';
import { weighTags } from './weigh-tags.ts';

function weigh(sources: readonly [weight: number, ...tags: string[]][], pages: number, counts: object) {
  const byKey = new Map(Object.entries(counts) as [string, number][]);
  return weighTags(
    sources.map(([weight, ...tags]) => ({ weight, tags })),
    { byKey, pages },
  );
}

const order = (...given: Parameters<typeof weigh>): string[] => weigh(...given).map(({ tag }) => tag);

describe('a tag weighs', () => {
  test('more on a heavier page', () => {
    expect(
      order(
        [
          [1, 'a'],
          [2, 'b'],
        ],
        100,
        { a: 3, b: 3 },
      ),
    ).toEqual(['b', 'a']);
  });

  test('more when rarer', () => {
    expect(order([[1, 'a', 'b']], 100, { a: 50, b: 3 })).toEqual(['b', 'a']);
  });

  test('more on two pages than on one, in any spelling', () => {
    const [first] = weigh(
      [
        [1, 'SQLite', 'x'],
        [1, 'sqlite'],
      ],
      100,
      { sqlite: 3, x: 3 },
    );
    expect(first).toMatchObject({ tag: 'SQLite', key: 'sqlite', sources: 2, pages: 3 });
  });

  test('between 0 and 1, and 1 when every source carries it and no other page', () => {
    expect(weigh([[3, 'a']], 1, { a: 1 })[0]?.weight).toBe(1);
    for (const { weight } of weigh([[3, 'a', 'b', 'c']], 9, { a: 9, b: 1 })) {
      expect(weight).toBeGreaterThanOrEqual(0);
      expect(weight).toBeLessThanOrEqual(1);
    }
  });

  test('next to nothing on every page of a large memory', () => {
    expect(weigh([[1, 'a']], 10_000, { a: 10_000 })[0]?.rarity).toBeLessThan(0.001);
  });
});

test('equals keep one order', () => {
  expect(order([[1, 'b', 'a', 'c']], 10, { a: 2, b: 2, c: 2 })).toEqual(['a', 'b', 'c']);
});
