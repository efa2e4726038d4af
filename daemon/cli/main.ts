#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// What is imported from here on is compiled once for all starts.
enableCompileCache();
// A relay has no index.
if (process.argv[2] === 'start' && !process.env['PAGEKEEP_REMOTE'])
  (await import('../index/index-thread.ts')).startIndexThread();
const { PRODUCT_VERSION } = await import('./package-root.ts');
const { runCli } = await import('./run-cli.ts');
const { openTerminal } = await import('./terminal.ts');

process.exitCode = await runCli(process.argv.slice(2), {
  terminal: openTerminal(),
  version: PRODUCT_VERSION,
  loadDaemon: async () => (await import('../main.ts')).startDaemon,
});
