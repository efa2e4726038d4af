import { cpSync, globSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../run-command.ts';

const root = new URL('../../', import.meta.url);
const dist = new URL('dist/', root);

const steps = [
  // Node strips no types under node_modules, so the daemon goes out as JavaScript.
  ['tsc', '-p', 'daemon/tsconfig.pack.json'],
  ['wxt', 'build'],
  ['wxt', 'build', '-b', 'firefox'],
  ['vite', 'build', '--config', 'extension/served/vite.config.ts'],
] as const;

rmSync(dist, { recursive: true, force: true });
for (const step of steps) {
  const exitCode = await runCommand(step);
  if (exitCode !== 0) process.exit(exitCode);
}
// Migrations and recorded vectors lie beside the code that reads them.
const besideCode = globSync('{daemon,shared}/**/*.{sql,json}', { cwd: fileURLToPath(root) });
for (const file of besideCode.filter((name) => !name.includes('tsconfig'))) {
  cpSync(new URL(file, root), new URL(file, dist));
}
