import { runCli } from '../../daemon/cli/run-cli.ts';
import type { FakeDaemon } from './fake-daemon.ts';
import { fakeTerminal } from './fake-terminal.ts';
import type { FakeTerminal } from './fake-terminal.ts';

/** Types a command line at a terminal of its own, beside this daemon or beside none; answers with the exit code and all that was written. */
export async function typeCommand(
  daemon: FakeDaemon | undefined,
  typed: readonly string[],
  options: FakeTerminal = {},
) {
  const env = { PAGEKEEP_DATA_DIR: daemon?.dataDir ?? '/nowhere/pagekeep', ...options.env };
  const terminal = fakeTerminal({ ...options, env });
  const exit = await runCli(typed, {
    terminal,
    version: '1.2.3',
    loadDaemon: () => Promise.reject(new Error('none')),
  });
  return { exit, ...terminal.written };
}
