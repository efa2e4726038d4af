import { expect, test } from 'vitest';
import { fakeTerminal } from '../../test/fakes/fake-terminal.ts';
import { openProgress } from './progress-bar.ts';

test('on a terminal the bar is drawn over itself within the line, and cleared', () => {
  const terminal = fakeTerminal({ tty: true });
  const progress = openProgress(terminal);
  progress.update('model.safetensors', 45_000_000, 90_000_000, 'bytes');
  expect(terminal.written.note).toBe(
    '\r\u001B[K████████████░░░░░░░░░░░░ model.safetensors 45.0 MB of 90.0 MB',
  );
  progress.update('x'.repeat(200), 1, 2);
  expect(terminal.written.note.split('\r').at(-1)?.length).toBeLessThanOrEqual('\u001B[K'.length + 79);
  progress.clear();
  progress.clear();
  expect(terminal.written.note.split('\r')).toHaveLength(4);
  expect(terminal.written.note.endsWith('\r\u001B[K')).toBe(true);
});

test('elsewhere: one plain line per tenth of each thing', () => {
  const terminal = fakeTerminal();
  const progress = openProgress(terminal);
  for (let done = 0; done <= 1000; done++) progress.update('pages', done, 1000);
  progress.update('unknown', 5, null, 'bytes');
  progress.update('unknown', 9, null, 'bytes');
  progress.clear();
  const lines = terminal.written.note.trimEnd().split('\n');
  expect(lines).toHaveLength(12);
  expect(lines[1]).toBe('pages 100 of 1000');
  expect(lines.at(-1)).toBe('unknown 5 B');
});
