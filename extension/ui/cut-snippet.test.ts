import { expect, test } from 'vitest';
import { fc } from '../../test/seeded-fast-check.ts';
import { cutSnippet } from './cut-snippet.ts';

const FILLER = 'The pump moves water from the lower basin to the upper one. ';

function shown(pieces: readonly { text: string }[]): string {
  return pieces.map((piece) => piece.text).join('');
}

test('a passage without matches begins at its beginning', () => {
  expect(cutSnippet('Short words.', [])).toEqual([{ at: 0, text: 'Short words.', marked: false }]);
});

test('a match far inside is brought into the first line, from the start of its sentence', () => {
  const content = `${FILLER.repeat(8)}Then a commit survives a loss of power.`;
  const start = content.indexOf('survives');
  const pieces = cutSnippet(content, [[start, start + 8]]);
  expect(pieces.slice(0, 3)).toMatchObject([
    { text: '… ', marked: false },
    { text: 'Then a commit ', marked: false },
    { text: 'survives', marked: true },
  ]);
});

test('the sentence that will be opened is shown, not an earlier match', () => {
  const content = `Power is dear. ${FILLER.repeat(8)}A commit survives a loss of power.`;
  const early = content.indexOf('Power');
  const late = content.indexOf('power.');
  const sentence = content.indexOf('A commit');
  const pieces = cutSnippet(
    content,
    [
      [early, early + 5],
      [late, late + 5],
    ],
    'text',
    sentence,
  );
  expect(shown(pieces)).toBe('… A commit survives a loss of power.');
});

test('a sentence that began too far back is cut between two words', () => {
  const content = `${'winding words without any stop '.repeat(20)}power`;
  const start = content.length - 5;
  const lead = shown(cutSnippet(content, [[start, start + 5]])).slice(0, -5);
  expect(lead).toMatch(/^… (winding|words|without|any|stop) /u);
  expect(lead.length).toBeLessThanOrEqual(94);
});

test('wide characters take two columns of the lead', () => {
  const content = `${'水'.repeat(200)}電源`;
  const pieces = cutSnippet(content, [[200, 202]]);
  expect(pieces[1]?.text).toBe('水'.repeat(45));
});

test('code keeps the whole line of its match', () => {
  const content = 'open(file)\n  fsync(file)\nclose(file)';
  expect(shown(cutSnippet(content, [[13, 18]], 'code'))).toBe('  fsync(file)\nclose(file)');
});

test('overlapping, unordered and oversized spans mark each character once', () => {
  const pieces = cutSnippet('power cut', [
    [6, 99],
    [0, 5],
    [2, 4],
  ]);
  expect(pieces).toMatchObject([
    { text: 'power', marked: true },
    { text: ' ', marked: false },
    { text: 'cut', marked: true },
  ]);
});

test('whatever the spans, the pieces are a run of the passage that holds the first match', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 900 }), fc.nat(900), fc.nat(40), (content, at, length) => {
      const start = Math.min(at, content.length);
      const match = content.slice(start, start + length);
      const pieces = cutSnippet(content, [[start, start + length]]);
      const body = pieces.filter((piece) => !/^… ?$/u.test(piece.text));
      expect(content).toContain(shown(body));
      if (match !== '' && !/^… ?$/u.test(match)) {
        expect(match.startsWith(pieces.find((piece) => piece.marked)?.text ?? '\0')).toBe(true);
      }
    }),
  );
});
