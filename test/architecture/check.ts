import { checkBundles } from './check-bundles.ts';
import { checkPermissions } from './check-permissions.ts';
import { requireNode } from '../require-node.ts';
import { runCommand } from '../run-command.ts';

type Step = readonly [name: string, run: () => Promise<boolean> | boolean];

const command =
  (...line: [string, ...string[]]) =>
  async (): Promise<boolean> =>
    (await runCommand(line)) === 0;

const steps: readonly Step[] = [
  ['Node', requireNode],
  ['format', command('oxfmt', '--check')],
  ['lint', command('oxlint')],
  ['extension types', command('wxt', 'prepare')],
  ['types: shared', command('tsc', '-p', 'shared')],
  ['types: daemon', command('tsc', '-p', 'daemon')],
  ['types: extension', command('tsc', '-p', 'extension')],
  ['types: test', command('tsc', '-p', 'test')],
  [
    'boundaries',
    command('depcruise', '--config', '.dependency-cruiser.mjs', 'daemon', 'extension', 'shared', 'test'),
  ],
  ['dead code', command('knip')],
  ['build for Chromium', command('wxt', 'build')],
  ['build for Firefox', command('wxt', 'build', '-b', 'firefox')],
  ['build of the served pages', command('vite', 'build', '--config', 'extension/served/vite.config.ts')],
  ['bundle sizes', checkBundles],
  ['permissions', checkPermissions],
];

for (const [name, run] of steps) {
  const started = performance.now();
  const passed = await run();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${passed ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (!passed) process.exit(1);
}
