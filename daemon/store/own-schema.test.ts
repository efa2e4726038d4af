import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { imprintOf, isOwnSchema, lacksTables, SCHEMA_IMPRINT } from './own-schema.ts';

function fresh(): Database.Database {
  const database = new Database(':memory:');
  migrate(database, ':memory:');
  return database;
}

test('the imprint that a start goes by is that of what the migrations make', () => {
  const database = fresh();
  expect(SCHEMA_IMPRINT).toBe(imprintOf(database));
  expect([isOwnSchema(database), lacksTables(database)]).toEqual([true, false]);
  database.close();
});

test('an index more or less is no table lost, but not our schema either', () => {
  const database = fresh();
  database.exec('drop index pages_by_time; create index another on pages (url)');
  expect([isOwnSchema(database), lacksTables(database)]).toEqual([false, false]);
  database.close();
});

test('a table that is missing, or that reads otherwise, is told', () => {
  const missing = fresh();
  missing.exec('drop table memory_mark');
  expect([isOwnSchema(missing), lacksTables(missing)]).toEqual([false, true]);
  missing.close();

  const other = fresh();
  other.exec('alter table memory_mark add column more integer');
  expect([isOwnSchema(other), lacksTables(other)]).toEqual([false, true]);
  other.close();
});
