import { expect, test } from 'vitest';
import { splitText } from './split-text.ts';

test.each(['', 'x'])(
  'a run of emoji, one piece to a counter, is never cut inside one: after %j',
  (before) => {
    const text = before + '🦦'.repeat(20_000);
    const cut = splitText(text, 220, 'paragraph', () => 1);
    expect(cut).toBeGreaterThan(0);
    expect(text.slice(0, cut).isWellFormed()).toBe(true);
  },
);
