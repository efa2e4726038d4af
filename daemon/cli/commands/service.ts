import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '../../failure.ts';
import type { Command, Invocation } from '../command.ts';
import { readDaemonRecord } from '../daemon-record.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { SERVICE_SYSTEMS, serviceFor } from '../start-at-login.ts';
import type { ServiceFile } from '../start-at-login.ts';

export const service: Command = {
  usage: 'service install | print | status | uninstall',
  summary: 'Lets Pagekeep start by itself when you log in.',
  examples: [
    ['pagekeep service install', 'start now, and whenever you log in'],
    ['pagekeep service print', 'only show the file and the commands that would be used'],
    ['pagekeep service print --system macos', 'the same for another system: linux, macos, windows'],
    ['pagekeep service uninstall', 'stop starting by itself; nothing kept is touched'],
  ],
  options: {
    system: { value: 'SYSTEM', text: `print: ${SERVICE_SYSTEMS.join(', ')} (default: this one)` },
    'no-start': { text: 'install: write the file only' },
  },
  words: [1, 1],
  async run(call) {
    const deed = { install, print, status, uninstall }[call.words[0] ?? ''];
    if (deed === undefined) throw new Failure('bad-input', `Usage: pagekeep ${service.usage}.`);
    return deed(call, chooseService(call));
  },
};

function chooseService(call: Invocation): ServiceFile {
  const { text, terminal, config, words } = call;
  const system = text('system');
  if (system !== undefined && words[0] !== 'print') {
    throw new Failure('bad-input', '--system goes with print alone: a service is installed where it runs.');
  }
  const [entry = ''] = process.argv.slice(1);
  const command = [process.execPath, entry, 'start', '--no-open', '--data-dir', config.dataDir];
  const found = serviceFor(system ?? terminal.platform, command, terminal.env);
  if (found !== null) return found;
  throw new Failure('bad-input', `--system may be ${SERVICE_SYSTEMS.join(', ')}.`);
}

function print(call: Invocation, { path, content, start, stop }: ServiceFile): ExitCode {
  const lines = [
    path,
    '',
    content.trimEnd(),
    '',
    ...[...start, ...stop].map((line) => `$ ${line.join(' ')}`),
  ];
  call.print({ file: path, content, start, stop }, lines.join('\n'));
  return EXIT.done;
}

async function install(call: Invocation, { path, content, start }: ServiceFile): Promise<ExitCode> {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode: 0o600 });
  const failed = call.has('no-start') ? null : await runAll(start, call);
  const by = start.map((line) => line.join(' ')).join(' && ');
  const said = call.has('no-start')
    ? `Written: ${path}. It starts with: ${by}`
    : 'Pagekeep runs, and starts by itself from now on.';
  const document = { file: path, started: failed === null && !call.has('no-start') };
  if (failed === null) {
    call.print(document, said);
    return EXIT.done;
  }
  call.print(
    { ...document, failed },
    `Written: ${path}. It could not be started (${failed}). Start it with: ${by}`,
  );
  return EXIT.partly;
}

async function uninstall(call: Invocation, { path, stop }: ServiceFile): Promise<ExitCode> {
  if (!existsSync(path)) {
    call.print({ file: path, removed: false }, 'It was not installed.');
    return EXIT.done;
  }
  await runAll(stop, call);
  rmSync(path);
  call.print({ file: path, removed: true }, 'It starts by itself no more. What is kept stays.');
  return EXIT.done;
}

function status(call: Invocation, { path }: ServiceFile): ExitCode {
  const installed = existsSync(path);
  const record = readDaemonRecord(call.config.dataDir);
  const runs = record === null ? 'not running' : `running (pid ${record.pid})`;
  const said = installed ? `Installed: ${path}` : 'Not installed. Install it with: pagekeep service install';
  call.print({ installed, file: path, running: record !== null }, `${said}\nPagekeep is ${runs}.`);
  return EXIT.done;
}

/** The first complaint; null where all went well. */
async function runAll(lines: ServiceFile['start'], { terminal }: Invocation): Promise<string | null> {
  for (const [program, ...words] of lines) {
    try {
      await terminal.run(program, words);
    } catch (error) {
      const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
      return said.split('\n', 1)[0] || `${program} does not run here`;
    }
  }
  return null;
}
