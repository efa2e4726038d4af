import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import ts from 'typescript';

const built = new URL('../../.output/chrome-mv3/', import.meta.url);

/** Largest gzip size in kB (1000 bytes) of an entry and of everything it can come to load, stylesheets included. The offscreen document starts the cleaner: together they have 150. */
const BUDGETS: Readonly<Record<string, number>> = {
  'background.js': 60,
  'popup.html': 45,
  'capture.js': 25,
  'offscreen.html': 20,
  'cleaner.js': 130,
};

/** Compares what a person's browser has to load with the budgets; false when one is exceeded. Reads `.output/chrome-mv3`. */
export function checkBundles(): boolean {
  return Object.entries(BUDGETS)
    .map(([entry, budget]) => withinBudget(entry, budget))
    .every(Boolean);
}

function withinBudget(entry: string, budget: number): boolean {
  const files = [...importGraph(new URL(entry, built))];
  const kilobytes =
    files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0) / 1000;
  const stubbed = files.filter((file) => readFileSync(file, 'utf8').includes('__vite-browser-external'));
  console.log(`${entry}: ${kilobytes.toFixed(1)} of ${budget} kB gzip in ${files.length} files`);
  if (stubbed.length > 0) console.error(`${entry} imports Node, which a browser does not have.`);
  return kilobytes <= budget && stubbed.length === 0;
}

/** An entry and every file it imports, statically or dynamically, or names as script or stylesheet. */
function importGraph(entry: URL): Set<URL> {
  const seen = new Map<string, URL>([[entry.href, entry]]);
  for (const file of seen.values()) {
    for (const next of importsOf(file)) {
      if (existsSync(next)) seen.set(next.href, next);
    }
  }
  return new Set(seen.values());
}

function importsOf(file: URL): URL[] {
  const text = readFileSync(file, 'utf8');
  const names = file.pathname.endsWith('.html')
    ? [...text.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+)"/g)].map(([, name]) => name ?? '')
    : file.pathname.endsWith('.js')
      ? ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName)
      : [];
  return names.map((name) => new URL(name.replace(/^\//, built.href), file));
}
