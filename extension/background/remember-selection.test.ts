import { expect, test, vi } from 'vitest';
import { plainText } from '../../shared/contract/fields.ts';
import { LIMITS } from '../../shared/contract/limits.ts';
import { quoted } from './remember-selection.ts';

// Stands in for the browser's own interfaces, as WXT's test plugin does.
vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

const note = plainText(LIMITS.noteCharacters, 'The note');

test('a selection is quoted', () => {
  expect(quoted('cold press')).toBe('“cold press”');
});

test.for([
  'x'.repeat(LIMITS.noteCharacters - 2),
  'x'.repeat(LIMITS.noteCharacters - 1),
  '😀'.repeat(LIMITS.noteCharacters),
  `x${'😀'.repeat(LIMITS.noteCharacters)}`,
])('a long one is a note that is taken, cut at a whole character', (selection) => {
  const cut = quoted(selection);
  expect(note.safeParse(cut).success).toBe(true);
  expect(cut.length).toBeGreaterThan(LIMITS.noteCharacters - 3);
  expect(cut.endsWith('…”')).toBe(selection.length > LIMITS.noteCharacters - 2);
});
