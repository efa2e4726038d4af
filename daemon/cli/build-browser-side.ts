import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Failure } from '../failure.ts';
import { EXTENSION_DIR, PACKAGE_ROOT, SERVED_DIR } from './package-root.ts';

const SOURCES = ['extension', 'shared', 'wxt.config.ts', 'package-lock.json'];

const MADE = [join(EXTENSION_DIR, 'manifest.json'), join(SERVED_DIR, 'connect.html')];

const COMMANDS = [
  ['wxt/bin/wxt.mjs', 'build'],
  ['vite/bin/vite.js', 'build', '--config', 'extension/served/vite.config.ts'],
] as const;

/** True when the Chromium extension or the served pages are not built, or anything they are built from has changed since. */
export function isBrowserSideStale(root = PACKAGE_ROOT, made: readonly string[] = MADE): boolean {
  if (!made.every((file) => existsSync(file))) return true;
  const since = Math.min(...made.map((file) => statSync(file).mtimeMs));
  return SOURCES.some((source) => newestIn(join(root, source)) > since);
}

/** Builds the Chromium extension and the pages that the daemon serves; rejects with the builder's last words. */
export async function buildBrowserSide(): Promise<void> {
  for (const [builder, ...words] of COMMANDS) {
    const child = spawn(process.execPath, [join(PACKAGE_ROOT, 'node_modules', builder), ...words], {
      cwd: PACKAGE_ROOT,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [said, [exit]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    if (exit !== 0) throw new Failure('internal', `The extension could not be built.\n${said.slice(-2_000)}`);
  }
}

function newestIn(path: string): number {
  if (!existsSync(path)) return 0;
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}
