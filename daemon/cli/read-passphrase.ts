import { readFileSync } from 'node:fs';
import { Failure } from '../failure.ts';
import type { Invocation } from './command.ts';
import type { Option } from './command.ts';

/** Never an argument of its own: every process of this computer may read the command lines of all others. */
export const PASSPHRASE_OPTIONS: Readonly<Record<string, Option>> = {
  'passphrase-file': {
    value: 'FILE',
    text: 'the passphrase is this file’s first line (or PAGEKEEP_PASSPHRASE)',
  },
};

/** Says that a passphrase can neither be asked for nor was given. */
export function nobodyTypes(): Failure {
  return new Failure(
    'bad-input',
    'Nobody is here to type a passphrase: put it into PAGEKEEP_PASSPHRASE or name a file with --passphrase-file.',
  );
}

/** The passphrase from the file named, from the environment, else typed where a person sits; null where there is none of them. */
export async function readPassphrase(call: Invocation, prompt: string): Promise<string | null> {
  const given = givenPassphrase(call);
  return given ?? call.terminal.readSecret(prompt);
}

/** The same without asking. */
export function givenPassphrase({ text, terminal }: Invocation): string | null {
  const file = text('passphrase-file');
  const passphrase = file === undefined ? terminal.env['PAGEKEEP_PASSPHRASE'] : firstLine(file);
  if (passphrase === undefined) return null;
  if (passphrase === '') throw new Failure('bad-input', 'The passphrase is empty.');
  return passphrase;
}

/** A new passphrase; typed, it has to be typed twice, since nothing can be read with a wrong one. */
export async function readNewPassphrase(call: Invocation, prompt: string): Promise<string> {
  const given = givenPassphrase(call);
  if (given !== null) return given;
  const typed = await call.terminal.readSecret(prompt);
  if (typed === null) throw nobodyTypes();
  if (typed === '') throw new Failure('bad-input', 'The passphrase is empty.');
  if (typed !== (await call.terminal.readSecret('Once more: '))) {
    throw new Failure('bad-input', 'These were two different passphrases. Nothing was done.');
  }
  return typed;
}

function firstLine(file: string): string {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/u, 1)[0] ?? '';
  } catch (cause) {
    throw new Failure('bad-input', `${file} cannot be read.`, { cause });
  }
}
