import { runCli } from '../../daemon/cli/run-cli.ts';
import { openTerminal } from '../../daemon/cli/terminal.ts';
import { holdDaemon } from './held-daemon.ts';

// A process of its own for signals: `pagekeep start` around a daemon that opens nothing and, with `hang`, never closes.
const alive = setInterval(() => {}, 1_000);
const { startDaemon } = holdDaemon(Promise.resolve(), async () => {
  process.stdout.write('closing\n');
  if (process.argv[2] === 'hang') await new Promise(() => {});
  clearInterval(alive);
});
process.exitCode = await runCli(['start'], {
  terminal: openTerminal(),
  version: '1',
  loadDaemon: async () => startDaemon,
});
