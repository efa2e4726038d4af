import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs a module in a process of its own, kills it (-9) after the given number of lines on its stdout, and answers all
 * lines that arrived, the ones already on their way included.
 */
export async function runAndKill(
  source: string,
  args: readonly string[],
  afterLines: number,
): Promise<string[]> {
  const child = spawn(process.execPath, ['--eval', source, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    if (text.split('\n').length > afterLines) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return text.split('\n').slice(0, -1);
}
