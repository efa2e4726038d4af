import { spawn } from 'node:child_process';
import { hasDisplay } from './has-display.ts';
import type { Invocation } from './command.ts';

const OPENERS: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  // Not `start`: the command line's own reader would take parts of an address for commands.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Hands an address to the person's own browser; false when there is no display, a script is asking, or `--no-open` was said. */
export function openLink({ terminal: { env }, json, has }: Invocation, link: string): boolean {
  if (json || has('no-open') || !hasDisplay(env)) return false;
  const [opener, ...words] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(opener, [...words, link], { env: { ...env }, detached: true, stdio: 'ignore' });
  // The link is printed as well, so a computer without the opener loses nothing.
  child.on('error', () => undefined).unref();
  return true;
}
