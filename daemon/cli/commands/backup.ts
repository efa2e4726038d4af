import { resolve } from 'node:path';
import { callDaemon } from '../call-daemon.ts';
import type { Command, Invocation } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { oneLine } from '../plain-characters.ts';
import { givenPassphrase, PASSPHRASE_OPTIONS, readNewPassphrase } from '../read-passphrase.ts';
import { sayBytes } from '../say-bytes.ts';
import { sayCount } from '../say-count.ts';

/** Copying and encrypting a large memory to a slow disk takes its time. */
const PATIENCE_MS = 6 * 3_600_000;

export const backup: Command = {
  usage: 'backup',
  summary: 'Writes a verified copy of the whole memory, while it is used.',
  examples: [
    ['pagekeep backup', 'into the data folder; the seven newest stay'],
    ['pagekeep backup --to /media/stick --encrypt', 'elsewhere, readable only with a passphrase'],
    ['pagekeep backup --list', 'what there is'],
    ['pagekeep restore FILE', 'how it is brought back'],
  ],
  options: {
    to: { value: 'FOLDER', text: 'where to write it (default: backups in the data folder)' },
    keep: { value: 'N', text: 'how many stay in that folder, 1 to 1000 (default 7)' },
    encrypt: { text: 'ask for a passphrase and encrypt; without that passphrase nobody can read it again' },
    ...PASSPHRASE_OPTIONS,
    list: { text: 'make none, only list those in the data folder' },
  },
  words: [0, 0],
  run: (call) => (call.has('list') ? list(call) : make(call)),
};

async function make(call: Invocation): Promise<ExitCode> {
  const link = findDaemon(call.config);
  const to = call.text('to');
  const keep = call.number('keep');
  const passphrase = call.has('encrypt')
    ? await readNewPassphrase(call, 'Passphrase for this backup: ')
    : givenPassphrase(call);
  const made = await callDaemon(
    link,
    'makeBackup',
    {
      ...(to !== undefined && { to: resolve(to) }),
      ...(keep !== undefined && { keep }),
      ...(passphrase !== null && { passphrase }),
    },
    undefined,
    PATIENCE_MS,
  );
  const kind = made.encrypted ? 'encrypted, ' : '';
  const gone = made.removed.length === 0 ? '' : ` ${sayCount(made.removed.length, 'older one')} made way.`;
  call.print(
    made,
    `Backed up ${sayCount(made.pages, 'page')} (${kind}${sayBytes(made.bytes)}), read again and found equal.${gone}\n${oneLine(made.file)}`,
  );
  if (made.damaged === 0) return EXIT.done;
  call.terminal.note(
    `${sayCount(made.damaged, 'row')} of the memory ${made.damaged === 1 ? 'is' : 'are'} damaged, in this backup too; the older ones stay. See: pagekeep verify\n`,
  );
  return EXIT.partly;
}

async function list(call: Invocation): Promise<ExitCode> {
  const listed = await callDaemon(findDaemon(call.config), 'backups');
  const lines = listed.backups.map(({ created_at, kind, bytes, encrypted, file }) => {
    const facts = [kind === 'before-upgrade' ? 'before an upgrade' : '', encrypted ? 'encrypted' : ''];
    const said = facts.filter((fact) => fact !== '').map((fact) => `  ${fact}`);
    return `${created_at.slice(0, 16).replace('T', ' ')}  ${sayBytes(bytes)}${said.join('')}\n            ${oneLine(file)}`;
  });
  call.print(listed, lines.join('\n') || `No backup in ${oneLine(listed.folder)}. Make one: pagekeep backup`);
  return EXIT.done;
}
