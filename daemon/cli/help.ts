import { COMMANDS } from './commands.ts';
import type { Command, Option } from './command.ts';

/** What every command understands. */
export const COMMON_OPTIONS: Readonly<Record<string, Option>> = {
  json: { text: 'one JSON document on stdout' },
  'data-dir': { value: 'FOLDER', text: 'where everything is kept' },
  help: { text: 'this text' },
};

/** The help of one command: what it does, how it looks in use, what can be set. */
export function describeCommand(command: Command): string {
  return [
    `${command.summary}\n`,
    `Usage: pagekeep ${command.usage} [options]\n`,
    'Examples:',
    ...command.examples.map(([typed, meaning]) => `  ${typed}\n      ${meaning}`),
    '',
    'Options:',
    columns(Object.entries({ ...command.options, ...COMMON_OPTIONS }).map(describeOption)),
    EXITS,
    '',
  ].join('\n');
}

/** Every command, in the order of the table. */
export function loadCommands(): Promise<Command[]> {
  return Promise.all(Object.values(COMMANDS).map((load) => load()));
}

/** The help of all: one line a command. */
export async function describeAll(): Promise<string> {
  const commands = await loadCommands();
  return [
    'Pagekeep remembers pages and finds them again by meaning, on this computer.\n',
    'Usage: pagekeep COMMAND [options]\n',
    'First steps:',
    columns([
      ['pagekeep start', 'keep it running in a terminal of its own'],
      ['pagekeep remember https://example.org/', 'keep a page'],
      ['pagekeep search "what the page was about"', 'find it again'],
    ]),
    'Commands:',
    columns(commands.map(({ usage, summary }) => [usage, summary])),
    'pagekeep COMMAND --help says more and shows examples.',
    EXITS,
    '',
  ].join('\n');
}

const EXITS =
  'Exit codes: 0 done, 1 failed, 2 wrong usage, 3 daemon not reachable, 4 refused, 5 partly done.';

function describeOption([name, { value, text }]: [string, Option]): [string, string] {
  return [value === undefined ? `--${name}` : `--${name} ${value}`, text];
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.min(48, Math.max(...rows.map(([left]) => left.length)));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('');
}
