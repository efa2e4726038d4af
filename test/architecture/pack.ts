import { compileDaemon } from '../compile-daemon.ts';
import { runCommand } from '../run-command.ts';

const steps = [
  compileDaemon,
  () => runCommand(['wxt', 'build']),
  () => runCommand(['wxt', 'build', '-b', 'firefox']),
  () => runCommand(['vite', 'build', '--config', 'extension/served/vite.config.ts']),
];

for (const step of steps) {
  const exitCode = await step();
  if (exitCode !== 0) process.exit(exitCode);
}
