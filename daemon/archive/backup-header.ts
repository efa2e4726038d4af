import * as z from 'zod';
import { Failure } from '../failure.ts';
import { derivation, makeKey } from './backup-key.ts';

export const MAGIC = Buffer.from('PGKBACK1', 'latin1');
/** A header has some 200 bytes; more than this is none of ours. */
const LARGEST_HEADER = 4096;

const header = z.object({ created_at: z.string(), encryption: z.nullable(derivation) });
export type BackupHeader = z.infer<typeof header>;

/** The bytes before the first frame, and the key the frames are sealed with; null without a passphrase. */
export async function writeHeader(
  created_at: string,
  passphrase: string | null,
): Promise<{ bytes: Buffer; key: Buffer | null }> {
  const made = passphrase === null ? null : await makeKey(passphrase);
  const json = Buffer.from(JSON.stringify({ created_at, encryption: made?.derivation ?? null }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  return { bytes: Buffer.concat([MAGIC, length, json]), key: made?.key ?? null };
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
