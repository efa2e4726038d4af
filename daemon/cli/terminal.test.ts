import { expect, test } from 'vitest';
import { openTerminal } from './terminal.ts';

const { run } = openTerminal();
const script = (text: string) => run(process.execPath, ['-e', text]);

test('a program that ends well is all that is asked', async () => {
  await expect(script('process.exit(0)')).resolves.toBeUndefined();
});

test('what a program complains of is passed on', async () => {
  const complaint = script('process.stderr.write("no bus here"); process.exit(3)');
  await expect(complaint).rejects.toMatchObject({ code: 3, stderr: 'no bus here' });
});

test('a program that is not there is told', async () => {
  await expect(run('/nowhere/at-all', [])).rejects.toMatchObject({ code: 'ENOENT' });
});
