import { SqliteError } from 'better-sqlite3';
import { basename } from 'node:path';
import type { FailureCode } from '../shared/contract/failure.ts';
import { Failure } from './failure.ts';

/** vec0 says of a disk that refused a page only which of its own tables it could not write, and of one that refused its journal nothing at all. */
const VEC0_UNWRITTEN =
  /^Internal sqlite-vec error|^Could not create .* shadow table|rowids shadow table|^SQL logic error$/;

/** What the system says where it is asked past SQLite: to rename, to sync a folder. */
const SYSTEM_FULL = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EFBIG']);

/** What is said after which file it is. */
export const FULL = 'the disk is full or failing. Free some space and try again.';

/** Turns what SQLite, or a full or failing disk, says about `file` into a Failure a person can act on; anything else stays as it is. */
export function sqliteFailure(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!(error instanceof SqliteError) && !SYSTEM_FULL.has(code)) return error;
  const { message } = error as Error;
  const name = basename(file);
  const fail = (as: FailureCode, sentence: string) => new Failure(as, sentence, { cause: error });
  // A statement is aborted where one inside it met a full disk, which undoes all of them.
  if (
    /^SQLITE_(FULL|IOERR|ABORT_ROLLBACK)/.test(code) ||
    SYSTEM_FULL.has(code) ||
    VEC0_UNWRITTEN.test(message)
  ) {
    return fail('disk-full', `${name} cannot be written: ${FULL}`);
  }
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) {
    return fail(
      'data-damaged',
      `${name} is damaged and was left as it is. Put a backup in its place, or move it away.`,
    );
  }
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return fail('in-use', `${name} is being used by another program.`);
  if (/^SQLITE_(CANTOPEN|READONLY|PERM|AUTH)/.test(code)) {
    return fail('internal', `${name} cannot be opened for writing. Check who owns it and its folder.`);
  }
  return fail('internal', `${name} could not be used.`);
}
