import { SqliteError } from 'better-sqlite3';
import { basename } from 'node:path';
import type { FailureCode } from '../shared/contract/failure.ts';
import { Failure } from './failure.ts';

/** vec0 says of a disk that refused a page only which of its own tables it could not write. */
const VEC0_UNWRITTEN = /^Internal sqlite-vec error|^Could not create .* shadow table|rowids shadow table/;

/** Turns what SQLite says about `file` into a Failure a person can act on; anything else stays as it is. */
export function sqliteFailure(error: unknown, file: string): unknown {
  if (!(error instanceof SqliteError)) return error;
  const name = basename(file);
  const fail = (code: FailureCode, sentence: string) => new Failure(code, sentence, { cause: error });
  if (/^SQLITE_(FULL|IOERR)/.test(error.code) || VEC0_UNWRITTEN.test(error.message)) {
    return fail(
      'disk-full',
      `${name} cannot be written: the disk is full or failing. Free some space and try again.`,
    );
  }
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) {
    return fail(
      'data-damaged',
      `${name} is damaged and was left as it is. Put a backup in its place, or move it away.`,
    );
  }
  if (/^SQLITE_(BUSY|LOCKED)/.test(error.code))
    return fail('in-use', `${name} is being used by another program.`);
  if (/^SQLITE_(CANTOPEN|READONLY|PERM|AUTH)/.test(error.code)) {
    return fail('internal', `${name} cannot be opened for writing. Check who owns it and its folder.`);
  }
  return fail('internal', `${name} could not be used.`);
}
