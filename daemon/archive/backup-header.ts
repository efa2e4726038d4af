import * as z from 'zod';
import { Failure } from '../failure.ts';
import { randomBytes } from 'node:crypto';
import { derivation, findKey, keyOfFile, makeKey } from '../lock/passphrase-key.ts';
import type { Derivation } from '../lock/passphrase-key.ts';

export const MAGIC = Buffer.from('PGKBACK1', 'latin1');
/** A header has some 200 bytes; more than this is none of ours. */
const LARGEST_HEADER = 4096;

/**
 * `file_salt`: the passphrase leads to the key of the memory that this is a copy of; the key of the frames follows from
 * both, and the databases inside are encrypted with the memory's own.
 */
const encryption = z.object({ ...derivation.shape, file_salt: z.optional(z.base64()) });
const header = z.object({ created_at: z.string(), encryption: z.nullable(encryption) });
export type BackupHeader = z.infer<typeof header>;

/** What a backup is encrypted with: a passphrase of its own, the key of its memory, or nothing. */
export type BackupLock =
  | { readonly passphrase: string }
  | { readonly memory: Derivation; readonly secret: Uint8Array }
  | null;

/** Who opens a backup: whoever knows its passphrase, or has the key of its memory; null for one in clear. */
export type BackupOpener = string | { readonly secret: Uint8Array } | null;

/** The bytes before the first frame, and the key the frames are sealed with; null for a backup in clear. */
export async function writeHeader(
  created_at: string,
  lock: BackupLock,
): Promise<{ bytes: Buffer; key: Buffer | null }> {
  const made = lock === null ? null : await lockFile(lock);
  const json = Buffer.from(JSON.stringify({ created_at, encryption: made?.encryption ?? null }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  return { bytes: Buffer.concat([MAGIC, length, json]), key: made?.key ?? null };
}

async function lockFile(
  lock: NonNullable<BackupLock>,
): Promise<{ key: Buffer; encryption: BackupHeader['encryption'] }> {
  if ('passphrase' in lock) {
    const { key, derivation: found } = await makeKey(lock.passphrase);
    return { key, encryption: found };
  }
  const salt = randomBytes(16);
  const file_salt = salt.toString('base64');
  return { key: keyOfFile(lock.secret, salt), encryption: { ...lock.memory, file_salt } };
}

/** The key of the frames; null for a backup in clear. Throws `forbidden`. */
export async function findFrameKey(
  { encryption: lock }: BackupHeader,
  opener: BackupOpener,
): Promise<Buffer | null> {
  if (lock === null) return null;
  if (opener === null) {
    throw new Failure(
      'forbidden',
      'This backup is encrypted: its passphrase is needed. Nothing was changed.',
    );
  }
  const key = typeof opener === 'string' ? await findKey(opener, lock, 'backup') : opener.secret;
  return lock.file_salt === undefined
    ? Buffer.from(key)
    : keyOfFile(key, Buffer.from(lock.file_salt, 'base64'));
}

/** The key of the memory that a backup is a copy of; null where its databases are in clear. Throws `forbidden`. */
export async function findMemoryKey(
  { encryption: lock }: BackupHeader,
  passphrase: string | null,
): Promise<{ secret: Buffer; memory: Derivation } | null> {
  if (lock?.file_salt === undefined || passphrase === null) return null;
  const { file_salt: _ownSalt, ...memory } = lock;
  return { secret: await findKey(passphrase, memory, 'backup'), memory };
}

/** How many bytes of header follow magic and length; `bad-input` for a file that is no backup, `data-newer` for a later format. */
export function readHeaderLength(start: Buffer): number {
  if (!start.subarray(0, 7).equals(MAGIC.subarray(0, 7))) throw foreign();
  if (!start.subarray(0, 8).equals(MAGIC)) {
    throw new Failure(
      'data-newer',
      'This backup was made by a newer Pagekeep. Install that version to read it; nothing was changed.',
    );
  }
  const length = start.readUInt32BE(8);
  if (length > LARGEST_HEADER) throw foreign();
  return length;
}

/** The header's JSON. */
export function readHeader(json: Buffer): BackupHeader {
  try {
    return header.parse(JSON.parse(json.toString('utf8')));
  } catch (cause) {
    throw new Failure(
      'data-damaged',
      'The backup is damaged at its beginning. Nothing was changed; use another one.',
      {
        cause,
      },
    );
  }
}

function foreign(): Failure {
  return new Failure('bad-input', 'This file is not a backup of Pagekeep. Nothing was changed.');
}
