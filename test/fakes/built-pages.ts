import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readServedPages } from '../../daemon/http/served-pages.ts';
import type { ServedPages } from '../../daemon/http/served-pages.ts';

/** The app's own pages as if they had been built, with something readable in each. */
export function builtPages(): ServedPages {
  const folder = mkdtempSync(join(tmpdir(), 'pagekeep-served-'));
  mkdirSync(join(folder, 'assets'));
  for (const name of ['connect.html', 'library.html'])
    writeFileSync(join(folder, name), '<title>ours</title>');
  writeFileSync(join(folder, 'assets', 'library.js'), 'globalThis.ours = 1;');
  writeFileSync(join(folder, 'assets', 'library.css'), ':root { --ours: 1; }');
  const pages = readServedPages(folder);
  rmSync(folder, { recursive: true });
  return pages;
}
