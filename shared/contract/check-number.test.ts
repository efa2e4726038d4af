import { expect, test } from 'vitest';
import { checkNumber } from './check-number.ts';

test('it is four digits, the same for one code and spread over all of them', async () => {
  const numbers = await Promise.all(
    Array.from({ length: 1_000 }, (_, index) => checkNumber(`code-${index}`)),
  );
  expect(numbers.every((number) => /^\d{4}$/u.test(number))).toBe(true);
  expect(await checkNumber('code-7')).toBe(numbers[7]);
  // 1,000 drawn from 10,000 leave about 950 different ones.
  expect(new Set(numbers).size).toBeGreaterThan(900);
});
