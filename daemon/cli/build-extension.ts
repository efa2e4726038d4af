import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Failure } from '../failure.ts';
import { EXTENSION_DIR, PACKAGE_ROOT } from './package-root.ts';

const SOURCES = ['extension', 'shared', 'wxt.config.ts', 'package-lock.json'];

/** True when the Chromium extension is not built, or anything it is built from has changed since. */
export function isExtensionStale(root = PACKAGE_ROOT, built = join(EXTENSION_DIR, 'manifest.json')): boolean {
  if (!existsSync(built)) return true;
  const since = statSync(built).mtimeMs;
  return SOURCES.some((source) => newestIn(join(root, source)) > since);
}

/** Builds the Chromium extension; rejects with the builder's last words. */
export async function buildExtension(): Promise<void> {
  const wxt = join(PACKAGE_ROOT, 'node_modules', 'wxt', 'bin', 'wxt.mjs');
  const child = spawn(process.execPath, [wxt, 'build'], {
    cwd: PACKAGE_ROOT,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said, [exit]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  if (exit !== 0) throw new Failure('internal', `The extension could not be built.\n${said.slice(-2_000)}`);
}

function newestIn(path: string): number {
  if (!existsSync(path)) return 0;
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}
