import { cpSync, globSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runCommand } from './run-command.ts';

const root = new URL('../', import.meta.url);
const dist = new URL('dist/', root);

/** Makes `dist` anew: the daemon as JavaScript, since Node strips no types under node_modules, with what lies beside its code. Answers the exit code. */
export async function compileDaemon(): Promise<number> {
  rmSync(dist, { recursive: true, force: true });
  const exitCode = await runCommand(['tsc', '-p', 'daemon/tsconfig.pack.json']);
  // Migrations and recorded vectors lie beside the code that reads them.
  const besideCode = globSync('{daemon,shared}/**/*.{sql,json}', { cwd: fileURLToPath(root) });
  for (const file of besideCode.filter((name) => !name.includes('tsconfig'))) {
    cpSync(new URL(file, root), new URL(file, dist));
  }
  return exitCode;
}
