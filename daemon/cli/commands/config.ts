import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainSettings, readConfig } from '../../config.ts';
import { Failure } from '../../failure.ts';
import type { Command, Invocation } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { setInJsonc } from '../jsonc-objects.ts';
import { readSources } from '../load-config.ts';
import { makeDataFolder } from '../make-data-folder.ts';
import { oneLine } from '../plain-characters.ts';

export const config: Command = {
  usage: 'config show | set NAME VALUE | unset NAME',
  summary: 'Shows what is set and where it comes from, and changes it.',
  examples: [
    ['pagekeep config show', 'every setting, its value and where it was set'],
    ['pagekeep config set port 8000', 'write it into config.json in the data folder'],
    ['pagekeep config set allow_hosts wiki.local,10.0.0.5:8080', 'lists are separated by commas'],
    ['pagekeep config unset port', 'go back to what it is by itself'],
  ],
  words: [1, 3],
  async run(call) {
    const [deed, name, value] = call.words;
    if (deed === 'show' && name === undefined) return show(call);
    if (deed === 'set' && name !== undefined && value !== undefined) return change(call, name, value);
    if (deed === 'unset' && name !== undefined && value === undefined) return change(call, name, null);
    throw new Failure('bad-input', `Usage: pagekeep ${config.usage}. See: pagekeep config --help`);
  },
};

function show(call: Invocation): ExitCode {
  const settings = explainSettings(readSources(given(call)));
  const width = Math.max(...settings.map(({ name }) => name.length));
  const lines = settings.map(
    ({ name, value, source }) => `${name.padEnd(width)}  ${oneLine(say(value))}  (${source ?? 'default'})`,
  );
  call.print({ settings }, lines.join('\n'));
  return EXIT.done;
}

function say(value: unknown): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return '–';
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Writes config.json whole or not at all, and only what a start would take. */
function change(call: Invocation, name: string, value: string | null): ExitCode {
  const { dataDir } = call.config;
  const sources = readSources(given(call));
  const settings = explainSettings(sources);
  const known = settings.find((one) => one.name === name);
  if (known === undefined || name === 'data_dir') {
    const names = settings.map((one) => one.name).filter((one) => one !== 'data_dir');
    throw new Failure(
      'bad-input',
      `There is no setting "${name.slice(0, 40)}". Settings: ${names.join(', ')}.`,
    );
  }
  const file = { ...(sources.file as object), [name]: value };
  readConfig({ env: { PAGEKEEP_DATA_DIR: dataDir }, flags: { 'allow-remote': true }, file });
  makeDataFolder(dataDir);
  const path = join(dataDir, 'config.json');
  const half = `${path}.${process.pid}`;
  writeFileSync(half, setInJsonc(readText(path), [name], value), { mode: 0o600 });
  renameSync(half, path);
  chmodSync(path, 0o600);
  const outshone = known.source !== null && !known.source.endsWith('config.json') ? known.source : null;
  const wins = outshone === null ? '' : ` ${outshone} is set too, and wins.`;
  const said = value === null ? `${name} is what it is by itself.` : `${name} is set in ${path}.`;
  call.print({ name, file: path, outshone_by: outshone }, `${said}${wins} It counts from the next start.`);
  return EXIT.done;
}

function given({ terminal, text }: Invocation) {
  const dataDir = text('data-dir');
  return { env: terminal.env, flags: dataDir === undefined ? {} : { 'data-dir': dataDir } };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
