#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { PRODUCT_VERSION } from './package-root.ts';
import { runCli } from './run-cli.ts';
import { openTerminal } from './terminal.ts';

enableCompileCache();

process.exitCode = await runCli(process.argv.slice(2), {
  terminal: openTerminal(),
  version: PRODUCT_VERSION,
  loadDaemon: async () => (await import('../main.ts')).startDaemon,
});
