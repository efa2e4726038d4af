import Database from 'better-sqlite3';
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { zstdDecompressSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { commitPage } from './commit-page.ts';
import { findJob } from './find-jobs.ts';
import { findPage, findPageById } from './find-page.ts';
import { forgetPages } from './forget-pages.ts';
import { restorePages } from './forget-parked.ts';
import { receiptsUnderWay } from './forget-receipts.ts';
import { differingTables, hashTables } from './hash-rows.ts';
import { migrate, newestSchema, readMigrations } from './migrate.ts';
import { closeStore, openStore } from './open-store.ts';
import { unpackMarks } from './pack-marks.ts';
import { passagesToEmbed } from './passages-to-embed.ts';
import { listVersions, readVersionPassages } from './read-versions.ts';
import { endSession } from './sessions.ts';
import { siteMarks } from './site-marks.ts';
import { verifyStore } from './verify-store.ts';
import { samplePage } from '../../test/fakes/sample-page.ts';

/** Those that memories were kept with; 5 to 10 came together with 11. */
const SCHEMAS = [1, 2, 3, 4, 11, 12, 13, 14, 15];

/** What a start writes by itself, or makes anew after a change of the schema. */
const WRITTEN_ANEW = new Set(['row_sums', 'memory_mark', 'keep_clock']);

/** What makes a memory of schema 11 one of these, which differ from it in its checksums and in columns of sessions and jobs. */
const SINCE_11: Readonly<Record<number, string>> = {
  12: 'delete from row_sums; pragma user_version = 12',
  13: `delete from row_sums; alter table sessions add column used_at integer not null default 0;
    update sessions set used_at = started_at; pragma user_version = 13`,
  14: `delete from row_sums; alter table sessions add column used_at integer not null default 0;
    update sessions set used_at = started_at; alter table job_items add column html_hash text;
    create index job_items_by_text on job_items (job_id, text_hash);
    create index job_items_by_html on job_items (job_id, html_hash); pragma user_version = 14`,
};

/** A memory as Pagekeep kept it with this schema. */
function oldMemory(schema: number): string {
  const then = SINCE_11[schema] ?? '';
  const written = Math.min(schema, 11);
  const file = join(temporaryFolder(), 'pages.db');
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  const sql = new URL(`../../test/fixtures/schemas/schema-${written}.sql`, import.meta.url);
  database.exec(readFileSync(sql, 'utf8'));
  database.exec(then);
  // Its pages are packed, by functions that migrating teaches.
  if (schema === 15) migrate(database, file, readMigrations().slice(0, schema));
  database.close();
  return file;
}

function openRaw(file: string): Database.Database {
  const database = new Database(file);
  onTestFinished(() => void database.close());
  return database;
}

function schemaOf(database: Database.Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}

type Row = Record<string, unknown>;
type Rows = Record<string, Row[]>;

/** An article in the form it was kept in before schema 15; one that is hidden, in the row it is parked in. */
function unpackedRow(table: string, row: Row): Row {
  if (table === 'parked_rows' && row['part'] === 'pages')
    return { ...row, row: unpackedRow('pages', deserialize(row['row'] as Buffer) as Row) };
  if (table !== 'pages' || !('markdown_zstd' in row)) return row;
  const { markdown_zstd, markdown_bytes, ...rest } = row;
  const markdown = zstdDecompressSync(markdown_zstd as Buffer).toString();
  expect(markdown_bytes).toBe(Buffer.byteLength(markdown));
  return { ...rest, markdown };
}

/** The marks of pages in the rows they were kept in before schema 15. */
function markRows(database: Database.Database): Row[] {
  return database
    .prepare<[], { marks: Buffer; domain: string; page_id: number }>(
      'select * from page_marks order by domain, page_id',
    )
    .all()
    .flatMap(({ marks, ...row }) => unpackMarks(marks).map((mark) => ({ ...row, mark })));
}

/** Every row of the tables and columns that there were. `receipts` was laid out anew once: it holds counts of forgotten pages alone. */
function rowsOf(database: Database.Database, like: Database.Database): Rows {
  const tables = like
    .prepare<[], { name: string }>(
      `select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`,
    )
    .all()
    .filter(({ name }) => !WRITTEN_ANEW.has(name) && (name !== 'receipts' || schemaOf(like) >= 7));
  return Object.fromEntries(
    tables.map(({ name }) => {
      const columns = (like.pragma(`table_info(${name})`) as { name: string }[]).map((column) => column.name);
      const isUnpacked = name !== 'block_marks' || schemaOf(database) < 15;
      const order = columns.slice(0, 2).join(', ');
      const rows = isUnpacked
        ? database.prepare<[], Row>(`select * from ${name} order by ${order}`).all()
        : markRows(database);
      return [name, rows.map((row) => pick(unpackedRow(name, row), columns))];
    }),
  );
}

function pick(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((column) => [column, row[column]]));
}

function backupsOf(file: string): string[] {
  const folder = join(dirname(file), 'backups');
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

describe.each(SCHEMAS)('a memory of schema %d', (schema) => {
  test('keeps every row when it is upgraded, and a copy as it was', async () => {
    const file = oldMemory(schema);
    const before = join(temporaryFolder(), 'pages.db');
    copyFileSync(file, before);
    const old = openRaw(before);
    const store = await openStore(file);
    expect(store.database.pragma('user_version', { simple: true })).toBe(newestSchema());
    expect(rowsOf(store.database, old)).toEqual(rowsOf(old, old));
    expect(store.database.pragma('foreign_key_check')).toEqual([]);
    expect(store.database.pragma('integrity_check', { simple: true })).toBe('ok');
    await closeStore(store);

    const [copy = '', ...more] = backupsOf(file);
    expect([copy.endsWith(`-schema-${schema}.db`), more]).toEqual([true, []]);
    if (process.platform !== 'win32') expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(differingTables(hashTables(openRaw(copy)), hashTables(old))).toEqual([]);
  });

  test('is used like any other afterwards', async () => {
    // Before its days are over.
    const now = Date.UTC(2026, 4, 9);
    const store = await openStore(oldMemory(schema), { now: () => now });
    onTestFinished(() => closeStore(store));
    const page = await findPage(store, ['https://short.example/2']);
    expect(page).toMatchObject({ page_id: 2, retention_policy: '30_days', note: 'read again before June' });
    if (schema >= 3) expect(page?.title).toBe('My own title');
    expect(verifyStore(store.file)).toEqual({ structure: [], damaged: [], pages: [] });
    expect((await passagesToEmbed(store, [11, 12])).map(({ passage_id }) => passage_id)).toEqual([11, 12]);
    const changed = samplePage({ url: page?.url ?? '', captured_at: now, content_hash: 'b'.repeat(64) });
    expect(await commitPage(store, changed)).toMatchObject({ page_id: 2, status: 'updated' });
    await forgetPages(store, [1], Date.now());
    expect(await findPageById(store, 1)).toBeNull();
  });
});

test('what was hidden, named and kept for a session before an upgrade comes back, leads there and ends as before', async () => {
  const store = await openStore(oldMemory(11), { now: () => Date.UTC(2026, 4, 9) });
  onTestFinished(() => closeStore(store));
  const [receipt] = await receiptsUnderWay(store);
  const [back] = await restorePages(store, receipt?.receipt_id ?? '');
  expect(await findPageById(store, back ?? 0)).toMatchObject({ url: 'https://later.example/hidden' });
  const page = await findPage(store, ['https://later.example/versions']);
  expect(page).toMatchObject({ title: 'My own name for it', pinned: true });
  const versions = await listVersions(store, page?.page_id ?? 0);
  expect(versions.map(({ title, version }) => [title, version])).toEqual([
    ['My own name for it', 2],
    ['My own name for it', 1],
  ]);
  const [, first = { version_id: null }] = versions;
  const passages = await readVersionPassages(store, page?.page_id ?? 0, first);
  expect(passages.map(({ text }) => text)).toEqual(['It stays.', 'It goes.']);
  const ended = await endSession(store, { client_id: 'client-1', name: '' });
  expect(ended.page_ids).toEqual([(await findPage(store, ['https://later.example/for-now']))?.page_id]);
  expect((await findJob(store, 'job-1', Date.UTC(2026, 4, 9)))?.state).toBe('running');
  expect(verifyStore(store.file)).toEqual({ structure: [], damaged: [], pages: [] });
});

test('marks of a hidden page come back in their new form', async () => {
  const file = oldMemory(12);
  const old = openRaw(file);
  const park = old.prepare(
    `insert into parked_rows (receipt_id, position, page_id, part, row)
     values ((select receipt_id from parked_rows), ?, 7, 'block_marks', ?)`,
  );
  for (const [at, mark] of [2 ** 52 - 1, 5].entries())
    park.run(20 + at, serialize({ domain: 'later.example', page_id: 7, mark }));
  old.close();
  const store = await openStore(file, { now: () => Date.UTC(2026, 4, 9) });
  onTestFinished(() => closeStore(store));
  const [receipt] = await receiptsUnderWay(store);
  await restorePages(store, receipt?.receipt_id ?? '');
  expect(await siteMarks(store, 'later.example')).toEqual([[5, 2 ** 52 - 1]]);
});

/** Upgrades a file and is killed (-9) behind the n-th statement, or checksum where there were some; beyond the last one, once all is done but not closed. */
const UPGRADE = `
  const [migrateFile, file, at] = process.argv.slice(1);
  const { default: Database } = await import('better-sqlite3');
  const { migrate, readMigrations } = await import(migrateFile);
  const database = new Database(file);
  let passed = 0;
  database.function('passed', () => {
    passed += 1;
    if (passed === Number(at)) process.kill(process.pid, 'SIGKILL');
    return passed;
  });
  if (database.prepare("select 1 from sqlite_schema where name = 'row_sums'").get() !== undefined)
    database.exec('create temp trigger summed after insert on main.row_sums begin select passed(); end');
  const steps = readMigrations().map(({ version, sql }) => ({
    version,
    sql: sql.replaceAll(/;\\n(?=\\n|create|alter|insert|update|drop|$)/g, '; select passed();\\n'),
  }));
  migrate(database, file, steps);
  if (at === 'end') process.kill(process.pid, 'SIGKILL');
  console.log(passed);
`;

function upgradeUntil(file: string, at: number | 'end' | 'never') {
  const migrations = new URL('migrate.ts', import.meta.url).href;
  return spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', UPGRADE, migrations, file, String(at)],
    {
      encoding: 'utf8',
      cwd: new URL('.', import.meta.url),
    },
  );
}

test.each([1, 11])(
  'an upgrade of schema %d cut off by kill -9 at ten points leaves the memory as it was, and the next start completes it',
  async (schema) => {
    const statements = Number(upgradeUntil(oldMemory(schema), 'never').stdout);
    expect(statements).toBeGreaterThan(20);
    const points = Array.from({ length: 9 }, (_, nth) => 1 + Math.round((nth * (statements - 1)) / 8));
    for (const at of [...points, 'end'] as const) {
      const file = oldMemory(schema);
      const before = openRaw(oldMemory(schema));
      expect(upgradeUntil(file, at).signal, String(at)).toBe('SIGKILL');
      if (at !== 'end') {
        const left = openRaw(file);
        expect(differingTables(hashTables(left), hashTables(before)), `after ${at}`).toEqual([]);
        left.close();
      }
      const store = await openStore(file);
      expect(store.database.pragma('user_version', { simple: true })).toBe(newestSchema());
      expect(rowsOf(store.database, before), `after ${at}`).toEqual(rowsOf(before, before));
      await closeStore(store);
    }
  },
);

test('an upgrade that fails leaves the memory as it was', async () => {
  const file = oldMemory(2);
  const before = openRaw(oldMemory(2));
  const database = openRaw(file);
  const steps = readMigrations().map((step) =>
    step.version === newestSchema() ? { ...step, sql: `${step.sql}; insert into nowhere values (1);` } : step,
  );
  expect(() => migrate(database, file, steps)).toThrow('nowhere');
  expect(differingTables(hashTables(database), hashTables(before))).toEqual([]);
  expect(database.pragma('user_version', { simple: true })).toBe(2);
});

test('two copies from before an upgrade stay, and nothing that was left half written', async () => {
  const file = oldMemory(4);
  const folder = join(dirname(file), 'backups');
  mkdirSync(folder);
  writeFileSync(join(folder, 'before-upgrade-2026-11-22T00-00-00-000Z-schema-3.db.part'), 'half');
  for (const schema of [4, 3, 2]) {
    copyFileSync(oldMemory(schema), file);
    await closeStore(await openStore(file));
  }
  expect(readdirSync(folder).map((name) => name.slice(-11))).toEqual(['schema-3.db', 'schema-2.db']);
});
