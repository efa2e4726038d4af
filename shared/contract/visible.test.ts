import { expect, test } from 'vitest';
import { isVisible, VISIBLE } from './visible.ts';

test('what is described as something to be seen is what is taken for it, in all of Unicode', () => {
  const described = new RegExp(VISIBLE, 'u');
  const differing: number[] = [];
  for (let code = 0; code <= 0x10_ff_ff; code += 1) {
    const character = String.fromCodePoint(code);
    if (character.isWellFormed() && isVisible(character) !== described.test(character)) differing.push(code);
  }
  expect(differing).toEqual([]);
});
