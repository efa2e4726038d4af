import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BUILDS = join(ROOT, '.cache', 'crash');

/** How one of our own files names another. */
const OWN_IMPORT = /(['"])(\.{1,2}\/[^'"\n]*)\.ts\1/g;

/**
 * The daemon as plain JavaScript, made anew when a source has changed; answers the folder that stands for the repository's
 * root. It starts in a third of the time, and a campaign starts it a thousand times. Types are taken out, not checked.
 */
export function buildDaemon(): string {
  built ??= build();
  return built;
}

let built: string | null = null;

function build(): string {
  const files = globSync('{daemon,shared}/**/*.{ts,json,sql}', { cwd: ROOT })
    .filter((file) => !file.endsWith('.test.ts'))
    .toSorted();
  const sources = ['package.json', ...files].map(
    (file) => [file, readFileSync(join(ROOT, file), 'utf8')] as const,
  );
  const hash = createHash('sha256').update(JSON.stringify(sources)).digest('hex').slice(0, 16);
  const folder = join(BUILDS, `daemon-${hash}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  for (const [file, source] of sources) {
    const path = join(unfinished, file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.endsWith('.ts') ? asJavaScript(source) : source);
  }
  for (const old of globSync('daemon-????????????????', { cwd: BUILDS })) {
    if (old !== basename(folder)) rmSync(join(BUILDS, old), { recursive: true, force: true });
  }
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Another process of the same run was first.
    if (!existsSync(folder)) throw error;
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

function asJavaScript(source: string): string {
  return stripTypeScriptTypes(source).replaceAll(OWN_IMPORT, '$1$2.js$1');
}
