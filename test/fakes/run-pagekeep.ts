import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../daemon/cli/main.ts', import.meta.url));

/** Runs the command line in a process of its own, under another program when one is given, and answers with all it wrote. */
export async function runPagekeep(
  env: Readonly<Record<string, string>>,
  typed: readonly string[],
  under: readonly string[] = [],
) {
  const [program = '', ...words] = [...under, process.execPath, MAIN, ...typed];
  const child = spawn(program, words, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, note, [exit]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { exit: exit as number | null, out, note };
}
