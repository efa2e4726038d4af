import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { typeCommand } from '../../../test/fakes/type-command.ts';
import { COMMANDS } from '../commands.ts';

const scriptFor = async (shell: string): Promise<string> =>
  (await typeCommand(undefined, ['completion', shell])).out;

test.each([
  [['pagekeep', 'se'], 1, ['search', 'service']],
  [['pagekeep', 'search', '--lim'], 2, ['--limit']],
  [['pagekeep', 'token', 're'], 2, ['reads', 'revoke']],
  [['pagekeep', 'mcp', 'i'], 2, ['install']],
  [['pagekeep', 'status', '--js'], 2, ['--json']],
])('bash completes %j', async (words, at, expected) => {
  const asked = `COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${at}; _pagekeep; echo "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', `${await scriptFor('bash')}\n${asked}`], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(stdout.trim().split(' ')).toEqual(expected);
});

test.each(['bash', 'zsh', 'fish'])('%s knows every command and its options', async (shell) => {
  const script = await scriptFor(shell);
  for (const [name, load] of Object.entries(COMMANDS)) {
    expect(script).toContain(name);
    for (const option of Object.keys((await load()).options ?? {})) {
      expect(script).toContain(shell === 'fish' ? `-l ${option}` : `--${option}`);
    }
  }
});

test('another shell is wrong usage', async () => {
  expect(await typeCommand(undefined, ['completion', 'powershell'])).toMatchObject({ exit: 2, out: '' });
});
