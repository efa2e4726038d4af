import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { sqliteFailure } from './sqlite-failure.ts';

const system = (code: string): Error => Object.assign(new Error(`${code}: rename`), { code });

test.each([
  new Database.SqliteError('database or disk is full', 'SQLITE_FULL'),
  new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC'),
  new Database.SqliteError('abort due to ROLLBACK', 'SQLITE_ABORT_ROLLBACK'),
  new Database.SqliteError('Internal sqlite-vec error: Could not insert a new vector chunk', 'SQLITE_ERROR'),
  new Database.SqliteError('SQL logic error', 'SQLITE_ERROR'),
  system('ENOSPC'),
  system('EIO'),
])('a disk that is full or failing is told as such: %s', (error) => {
  expect(sqliteFailure(error, '/memory/pages.db')).toMatchObject({
    code: 'disk-full',
    message: 'pages.db cannot be written: the disk is full or failing. Free some space and try again.',
    cause: error,
  });
});

test('a mistake of ours stays one', () => {
  const error = new Database.SqliteError('no such column: x', 'SQLITE_ERROR');
  expect(sqliteFailure(error, 'pages.db')).toMatchObject({ code: 'internal' });
  expect(sqliteFailure(system('ENOENT'), 'pages.db')).toMatchObject({ message: 'ENOENT: rename' });
});
