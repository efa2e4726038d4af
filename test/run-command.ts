import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const ownCommands = fileURLToPath(new URL('../node_modules/.bin', import.meta.url));

/** Runs a command of the project or the system from the root, its output shown as it comes, and answers its exit code; -1 when it cannot be started. */
export function runCommand(
  [command, ...args]: readonly [string, ...string[]],
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, PATH: `${ownCommands}${delimiter}${process.env['PATH'] ?? ''}`, ...environment },
      shell: process.platform === 'win32',
    });
    child.on('error', () => resolve(-1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}
