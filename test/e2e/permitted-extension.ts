import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EXTENSION_DIR } from '../../daemon/cli/package-root.ts';

/** A copy of the extension that holds the permission for some sites already: nothing can press the browser's own question, and a browser does not ask for what was given. */
export async function permittedExtension(folder: string, patterns: readonly string[]): Promise<string> {
  const copy = join(folder, 'extension');
  await cp(EXTENSION_DIR, copy, { recursive: true });
  const file = join(copy, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as { host_permissions: string[] };
  manifest.host_permissions.push(...patterns);
  await writeFile(file, JSON.stringify(manifest));
  return copy;
}
