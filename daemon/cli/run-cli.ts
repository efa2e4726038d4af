import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { Failure } from '../failure.ts';
import { COMMANDS } from './commands.ts';
import type { CommandName } from './commands.ts';
import type { Command, Invocation } from './command.ts';
import type { StartDaemon } from './daemon-handle.ts';
import { DaemonAway } from './daemon-away.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { COMMON_OPTIONS, describeAll, describeCommand, loadCommands } from './help.ts';
import { loadConfig } from './load-config.ts';
import { plainCharacters } from './plain-characters.ts';
import type { Terminal } from './terminal.ts';

export interface CliTools {
  readonly terminal: Terminal;
  readonly loadDaemon: () => Promise<StartDaemon>;
  readonly version: string;
}

/** Runs one command line (without `node` and the file) and says how it ended; it throws nothing. */
export async function runCli(typed: readonly string[], tools: CliTools): Promise<ExitCode> {
  const { terminal } = tools;
  const [verb, ...rest] = typed;
  try {
    if (verb === '--version') {
      terminal.out(`${tools.version}\n`);
      return EXIT.done;
    }
    if (verb === undefined || verb === '--help' || verb === '-h' || verb === 'help') {
      const asked = verb === 'help' ? rest[0] : undefined;
      terminal.out(asked === undefined ? await describeAll() : describeCommand(await findCommand(asked)));
      return verb === undefined ? EXIT.usage : EXIT.done;
    }
    const command = await findCommand(verb);
    if (beforeDoubleDash(rest).some((word) => word === '--help' || word === '-h')) {
      terminal.out(describeCommand(command));
      return EXIT.done;
    }
    return await command.run(readInvocation(command, verb, rest, tools));
  } catch (error) {
    sayFailure(error, beforeDoubleDash(rest).includes('--json'), terminal);
    return exitCodeOf(error);
  }
}

async function findCommand(verb: string): Promise<Command> {
  if (Object.hasOwn(COMMANDS, verb)) return COMMANDS[verb as CommandName]();
  const names = Object.keys(COMMANDS).join(', ');
  throw new Failure('bad-input', `There is no command "${verb.slice(0, 40)}". Commands: ${names}.`);
}

function beforeDoubleDash(words: readonly string[]): readonly string[] {
  const end = words.indexOf('--');
  return end === -1 ? words : words.slice(0, end);
}

function readInvocation(
  command: Command,
  verb: string,
  typed: readonly string[],
  { terminal, loadDaemon }: CliTools,
): Invocation {
  const { words, values } = parse(command, verb, typed);
  const text = (option: string): string | undefined => {
    const value = values[option];
    return typeof value === 'string' ? value : undefined;
  };
  const json = values['json'] === true;
  return {
    words,
    typed,
    terminal,
    json,
    loadDaemon,
    loadCommands,
    // Only whoever opens the door is asked whether it may stand open.
    config: loadConfig({
      env: terminal.env,
      flags: command.opensDoor ? values : { ...values, 'allow-remote': true },
    }),
    has: (option) => values[option] === true,
    text,
    number(option) {
      const value = text(option);
      if (value === undefined) return undefined;
      if (/^\d{1,9}$/u.test(value)) return Number(value);
      throw new Failure('bad-input', `--${option} must be a whole number.`);
    },
    print(document, lines) {
      terminal.out(json ? `${JSON.stringify(document)}\n` : lines === '' ? '' : `${lines}\n`);
    },
  };
}

interface Parsed {
  readonly words: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
}

function parse(command: Command, verb: string, typed: readonly string[]): Parsed {
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const [name, option] of Object.entries({ ...COMMON_OPTIONS, ...command.options })) {
    options[name] = { type: option.value === undefined ? 'boolean' : 'string' };
  }
  const [least, most] = command.words;
  try {
    const isMinusWord = (word: string): boolean => command.minusWords === true && /^-[^-]/.test(word);
    const args = typed.filter((word) => !isMinusWord(word));
    const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
    const words = [...positionals, ...typed.filter(isMinusWord)];
    if (words.length >= least && words.length <= most) return { words, values };
  } catch (cause) {
    const said = cause instanceof Error ? (cause.message.split(/\.\s|\n/u)[0] ?? '') : '';
    throw new Failure('bad-input', `${said}. See: pagekeep ${verb} --help`, { cause });
  }
  throw new Failure('bad-input', `Usage: pagekeep ${command.usage}. See: pagekeep ${verb} --help`);
}

function sayFailure(error: unknown, json: boolean, terminal: Terminal): void {
  const known = error instanceof Failure || error instanceof DaemonAway;
  const sentence = plainCharacters(known ? error.message : `Something went wrong: ${String(error)}`);
  const code =
    error instanceof Failure ? error.code : error instanceof DaemonAway ? 'unreachable' : 'internal';
  if (json) terminal.out(`${JSON.stringify({ error: { code, message: sentence } })}\n`);
  terminal.note(`pagekeep: ${sentence}\n`);
}
