import { Failure } from '../../failure.ts';
import { callDaemon } from '../call-daemon.ts';
import type { Command, Invocation } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { oneLine } from '../plain-characters.ts';
import {
  givenPassphrase,
  nobodyTypes,
  PASSPHRASE_OPTIONS,
  readNewPassphrase,
  readPassphrase,
} from '../read-passphrase.ts';
import { sayCount } from '../say-count.ts';

/** Requests that run get their time, and a large memory is written anew on a slow disk. */
const PATIENCE_MS = 6 * 3_600_000;

export const memory: Command = {
  usage: 'memory status|lock|unlock|passphrase',
  summary: 'Gives the memory a passphrase, locks it and unlocks it.',
  examples: [
    ['pagekeep memory passphrase', 'choose one, or another one: all that is kept is encrypted on disk'],
    ['pagekeep memory unlock', 'after a start or a lock; it is asked for where nobody sees it typed'],
    ['pagekeep memory unlock --passphrase-file /dev/stdin', 'from a program, without any file'],
    ['pagekeep memory lock', 'nothing is found or kept until it is unlocked'],
    ['pagekeep memory passphrase --remove', 'lie on disk in clear again'],
  ],
  options: {
    ...PASSPHRASE_OPTIONS,
    'new-passphrase-file': { value: 'FILE', text: 'the new passphrase is this file’s first line' },
    remove: { text: 'with passphrase: take it away' },
  },
  words: [1, 1],
  async run(call) {
    const [verb = ''] = call.words;
    if (call.has('remove') && verb !== 'passphrase')
      throw new Failure('bad-input', '--remove belongs to: pagekeep memory passphrase');
    if (verb === 'status') return status(call);
    if (verb === 'lock') return lock(call);
    if (verb === 'unlock') return unlock(call);
    if (verb === 'passphrase') return changePassphrase(call);
    throw new Failure('bad-input', 'Say what to do: pagekeep memory status, lock, unlock or passphrase.');
  },
};

const NEW = 'New passphrase of this memory: ';
/** Said before anything is removed. */
const FIRST =
  'Backups in clear that lie in the memory’s own folder will be removed: copy those you want to keep first.';

async function status(call: Invocation): Promise<ExitCode> {
  const state = await callDaemon(findDaemon(call.config), 'lockState');
  const unlocked = state.has_passphrase ? 'It has a passphrase and is unlocked.' : 'It has no passphrase.';
  call.print(state, state.locked ? 'It is locked.' : unlocked);
  return EXIT.done;
}

async function lock(call: Invocation): Promise<ExitCode> {
  const state = await callDaemon(findDaemon(call.config), 'lockMemory', {}, undefined, PATIENCE_MS);
  call.print(state, 'Locked. Nothing is found or kept until: pagekeep memory unlock');
  return EXIT.done;
}

async function unlock(call: Invocation): Promise<ExitCode> {
  const link = findDaemon(call.config);
  const before = await callDaemon(link, 'lockState');
  if (!before.locked) {
    call.print(before, 'It is not locked.');
    return EXIT.done;
  }
  const passphrase = await readPassphrase(call, 'Passphrase of this memory: ');
  if (passphrase === null) throw nobodyTypes();
  const state = await callDaemon(link, 'unlockMemory', { passphrase }, undefined, PATIENCE_MS);
  call.print(state, 'Unlocked.');
  return EXIT.done;
}

async function changePassphrase(call: Invocation): Promise<ExitCode> {
  const link = findDaemon(call.config);
  const { has_passphrase, locked } = await callDaemon(link, 'lockState');
  if (locked) throw new Failure('locked', 'The memory is locked. Unlock it first: pagekeep memory unlock');
  const remove = call.has('remove');
  const current = has_passphrase ? await readPassphrase(call, 'Present passphrase: ') : null;
  if (has_passphrase && current === null) throw nobodyTypes();
  const passphrase = remove ? null : await readChosen(call, has_passphrase);
  const changed = await callDaemon(
    link,
    'changePassphrase',
    { ...(current !== null && { current }), passphrase },
    undefined,
    PATIENCE_MS,
  );
  const pages = `${sayCount(changed.pages, 'page')} ${changed.pages === 1 ? 'was' : 'were'} written anew and compared`;
  const lines = remove
    ? [`${pages}; the memory lies on disk in clear again. Its encrypted backups keep their passphrase.`]
    : [
        `${pages}; the memory is encrypted on disk. It is open now, and locked at the next start.`,
        'Without the passphrase nobody can read it again, you neither.',
        ...changed.removed.map((name) => `Removed, because it was in clear: ${oneLine(name)}`),
        ...changed.left.map((name) => `Still in clear, because it could not be removed: ${oneLine(name)}`),
        'Make a backup: pagekeep backup',
      ];
  call.print(changed, lines.join('\n'));
  return EXIT.done;
}

/** Where the present one is given by file or environment, the new one needs a place of its own. */
async function readChosen(call: Invocation, hasOne: boolean): Promise<string> {
  const file = call.text('new-passphrase-file');
  if (file === undefined && (!hasOne || givenPassphrase(call) === null))
    return readNewPassphrase(call, hasOne ? NEW : `${FIRST}\n${NEW}`);
  const named = (option: string) => (option === 'passphrase-file' ? file : undefined);
  const chosen = file === undefined ? null : givenPassphrase({ ...call, text: named });
  if (chosen === null) throw new Failure('bad-input', 'Name the new passphrase by --new-passphrase-file.');
  return chosen;
}
