import type { Config } from '../config.ts';
import type { StartDaemon } from './daemon-handle.ts';
import type { ExitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** A flag. With `value`, the word that stands for its value in the help, it takes one. */
export interface Option {
  readonly value?: string;
  readonly text: string;
}

/** One verb of the command line, in its own file. */
export interface Command {
  /** What follows `pagekeep `: the verb and its arguments. */
  readonly usage: string;
  readonly summary: string;
  /** Command and what it does, in pairs. */
  readonly examples: readonly (readonly [command: string, meaning: string])[];
  readonly options?: Readonly<Record<string, Option>>;
  /** How many words may follow the verb. */
  readonly words: readonly [least: number, most: number];
  /** A word with one hyphen before it is a word, not an option. */
  readonly minusWords?: boolean;
  /** It opens the door instead of knocking at it, so the rule about remote hosts applies. */
  readonly opensDoor?: boolean;
  run(call: Invocation): Promise<ExitCode>;
}

/** One use of a command: what was typed, already checked against its options. */
export interface Invocation {
  readonly words: readonly string[];
  /** All that was typed after the verb. */
  readonly typed: readonly string[];
  readonly config: Config;
  readonly terminal: Terminal;
  readonly json: boolean;
  readonly has: (option: string) => boolean;
  readonly text: (option: string) => string | undefined;
  /** A whole number; anything else is a `bad-input` Failure naming the option. */
  readonly number: (option: string) => number | undefined;
  /** One JSON document with `--json`, else the text as lines for a person. */
  readonly print: (document: unknown, text: string) => void;
  /** Loads every command; only what describes them all pays for it. */
  readonly loadCommands: () => Promise<Command[]>;
  /** Loads the whole daemon; only `start` pays for it. */
  readonly loadDaemon: () => Promise<StartDaemon>;
}
