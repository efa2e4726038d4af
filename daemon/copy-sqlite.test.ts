import Database from 'better-sqlite3';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../test/fakes/temporary-folder.ts';
import { copySqlite } from './copy-sqlite.ts';
import { openCipher, openSqlite } from './open-sqlite.ts';
import { holdSqliteKey, keyOf, shareSecret, sqliteKey } from './sqlite-key.ts';
import type { SqliteKey } from './sqlite-key.ts';

let folder: string;
let key: SqliteKey;

beforeEach(() => {
  folder = temporaryFolder();
  key = { folder, salt: randomBytes(16), secret: shareSecret(randomBytes(32)) };
});

afterEach(() => holdSqliteKey(null));

const SCHEMA = `
  create table words (word text not null, at integer);
  create table ordered (id integer primary key autoincrement, word text) strict;
  create table named (name text primary key, value) strict, without rowid;
  create unique index words_at on words (at);
  create index "odd ""name" on words (word) where at > 1;
  create trigger noted after insert on words begin insert into ordered (word) values (new.word); end;
  create view both as select word from words union all select word from ordered;
  create virtual table full using fts5(body, content='', contentless_delete=1);
  pragma user_version = 7;
  pragma application_id = 99;
`.replace('value) strict', 'value any) strict');

function contentsOf(database: Database.Database) {
  const all = (sql: string) => database.prepare(sql).all();
  return {
    schema: all('select type, name, tbl_name, sql from sqlite_schema order by type, name'),
    words: all('select rowid, * from words order by rowid'),
    ordered: all('select * from ordered'),
    sequence: all('select * from sqlite_sequence'),
    named: all('select * from named'),
    found: all(`select rowid from "full" where "full" match 'plover' order by rowid`),
    version: database.pragma('user_version', { simple: true }),
    application: database.pragma('application_id', { simple: true }),
    sound: database.pragma('integrity_check', { simple: true }),
  };
}

function fill(database: Database.Database): void {
  database.exec(SCHEMA.replace('full using', '"full" using'));
  for (let at = 0; at < 300; at += 1) {
    database.prepare('insert into words values (?, ?)').run(`canary${at}`, at);
    database.prepare('insert into named values (?, ?)').run(`name ${at}`, randomBytes(40));
    database.prepare('insert into "full" (rowid, body) values (?, ?)').run(at, at % 2 ? 'plover' : 'dunlin');
  }
  // Row numbers with gaps are what other tables go by.
  database.exec('delete from words where at % 3 = 0; delete from ordered where id > 250');
}

test('a copy holds every row, row number, index, trigger and full text of what it was made of, under its key', () => {
  const file = join(folder, 'clear.db');
  const clear = new Database(file);
  fill(clear);
  const before = contentsOf(clear);
  clear.close();
  const source = openCipher(file, null);
  const [locked, again] = [join(folder, 'locked.db'), join(folder, 'again.db')];
  expect(copySqlite(source, locked, key, () => 'meanwhile')).toBe('meanwhile');
  source.close();
  expect(readFileSync(locked).subarray(0, 16).equals(Buffer.from(key.salt))).toBe(true);
  for (const word of ['canary', 'CREATE TABLE', 'SQLite format'])
    expect(readFileSync(locked).includes(word), word).toBe(false);

  const copy = openCipher(locked, key);
  expect(contentsOf(copy)).toEqual(before);
  expect(() => new Database(locked).pragma('user_version')).toThrow('not a database');
  copySqlite(copy, again, null, () => undefined);
  copy.close();
  const back = new Database(again);
  expect(contentsOf(back)).toEqual(before);
  back.close();
});

test('with another secret, or another salt, nothing is opened', () => {
  const file = join(folder, 'locked.db');
  holdSqliteKey(key);
  const database = openSqlite(file);
  database.exec('create table words (word)');
  database.close();
  const other = { ...key, secret: shareSecret(randomBytes(32)) };
  expect(() => openCipher(file, other).prepare('select * from words').all()).toThrow(Database.SqliteError);
  holdSqliteKey({ ...other, salt: randomBytes(16) });
  expect(keyOf(file)).toBeNull();
});

test('what is made in the folder is encrypted, what lies elsewhere or is in clear opens as it is', () => {
  holdSqliteKey(key);
  const elsewhere = join(temporaryFolder(), 'clear.db');
  expect(keyOf(join(folder, 'deep', 'new.db'))).toBe(sqliteKey());
  expect(keyOf(`${folder}-beside/new.db`)).toBeNull();
  expect(keyOf(':memory:')).toBeNull();
  const database = openSqlite(elsewhere);
  database.exec(`create table words (word); insert into words values ('clear')`);
  database.close();
  expect(readFileSync(elsewhere).includes('clear')).toBe(true);
  expect(keyOf(elsewhere)).toBeNull();
});

test('a key that is let go of is wiped', () => {
  holdSqliteKey(key);
  expect(key.secret.some((byte) => byte !== 0)).toBe(true);
  holdSqliteKey(null);
  expect(key.secret.every((byte) => byte === 0)).toBe(true);
  expect(sqliteKey()).toBeNull();
});
