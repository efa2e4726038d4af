import Database from 'better-sqlite3';
import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface StructuralDamage {
  readonly name: string;
  readonly damage: (folder: string, random: () => number) => void;
}

const PAGE = 4096;

function rewrite(
  name: string,
  change: (bytes: Buffer, random: () => number) => void,
): StructuralDamage['damage'] {
  return (folder, random) => {
    const bytes = readFileSync(join(folder, name));
    change(bytes, random);
    writeFileSync(join(folder, name), bytes);
  };
}

function anyPage(bytes: Buffer, random: () => number): number {
  return PAGE * Math.floor(random() * (bytes.length / PAGE));
}

const zeroPage = (bytes: Buffer, random: () => number) => void bytes.fill(0, ...span(anyPage(bytes, random)));
const noisePage = (bytes: Buffer, random: () => number) => {
  const at = anyPage(bytes, random);
  for (let n = at; n < at + PAGE; n += 1) bytes[n] = Math.floor(random() * 256);
};
const swapPages = (bytes: Buffer, random: () => number) => {
  const [one, other] = [anyPage(bytes, random), anyPage(bytes, random)];
  const kept = Buffer.from(bytes.subarray(...span(one)));
  bytes.copy(bytes, one, ...span(other));
  kept.copy(bytes, other);
};
const doublePage = (bytes: Buffer, random: () => number) =>
  void bytes.copy(bytes, anyPage(bytes, random), ...span(anyPage(bytes, random)));
const tornPage = (bytes: Buffer, random: () => number) => {
  const at = anyPage(bytes, random);
  bytes.fill(0, at + 512, at + PAGE);
};

function span(at: number): [number, number] {
  return [at, at + PAGE];
}

const cut =
  (name: string, share: number): StructuralDamage['damage'] =>
  (folder) => {
    const bytes = readFileSync(join(folder, name)).length;
    truncateSync(join(folder, name), Math.floor(bytes * share));
  };

const replaced =
  (name: string, text: string): StructuralDamage['damage'] =>
  (folder) =>
    writeFileSync(join(folder, name), text);

const change =
  (sql: string): StructuralDamage['damage'] =>
  (folder) => {
    const database = new Database(join(folder, 'pages.db'));
    database.exec(sql);
    database.close();
  };

const foreign: StructuralDamage['damage'] = (folder, random) => {
  rmSync(join(folder, 'pages.db'));
  change('create table pages (x)')(folder, random);
};

const exchanged: StructuralDamage['damage'] = (folder) =>
  copyFileSync(join(folder, 'index.db'), join(folder, 'pages.db'));

const staleJournal: StructuralDamage['damage'] = (folder) => {
  const other = join(folder, 'other.db');
  copyFileSync(join(folder, 'pages.db'), other);
  const database = new Database(other);
  database.exec(
    `update memory_mark set mark = randomblob(16); update passages set text = 'of another memory'`,
  );
  copyFileSync(`${other}-wal`, join(folder, 'pages.db-wal'));
  database.close();
  rmSync(other);
};

/** Thirty ways in which more than a bit goes wrong, a name each. */
export const STRUCTURAL: readonly StructuralDamage[] = [
  { name: 'pages.db cut in half', damage: cut('pages.db', 0.5) },
  { name: 'index.db cut in half', damage: cut('index.db', 0.5) },
  { name: 'pages.db with a page of zeros', damage: rewrite('pages.db', zeroPage) },
  { name: 'index.db with a page of zeros', damage: rewrite('index.db', zeroPage) },
  { name: 'pages.db with the journal of another memory', damage: staleJournal },
  { name: 'pages.db empty', damage: replaced('pages.db', '') },
  { name: 'pages.db a text', damage: replaced('pages.db', 'a letter to my aunt '.repeat(400)) },
  { name: 'pages.db of another program', damage: foreign },
  { name: 'pages.db in fact the index', damage: exchanged },
  { name: 'pages.db of a newer version', damage: change('pragma user_version = 999') },
  { name: 'index.db empty', damage: replaced('index.db', '') },
  { name: 'index.db a text', damage: replaced('index.db', 'a letter to my aunt '.repeat(400)) },
  { name: 'index.db gone', damage: (folder) => rmSync(join(folder, 'index.db')) },
  { name: 'pages.db short of a page', damage: cut('pages.db', 0.99) },
  { name: 'pages.db cut after its header', damage: cut('pages.db', 0.005) },
  { name: 'pages.db with two pages swapped', damage: rewrite('pages.db', swapPages) },
  { name: 'index.db with two pages swapped', damage: rewrite('index.db', swapPages) },
  { name: 'pages.db with a page of noise', damage: rewrite('pages.db', noisePage) },
  { name: 'index.db with a page of noise', damage: rewrite('index.db', noisePage) },
  { name: 'pages.db with a page twice', damage: rewrite('pages.db', doublePage) },
  { name: 'index.db with a page twice', damage: rewrite('index.db', doublePage) },
  { name: 'pages.db with a torn page', damage: rewrite('pages.db', tornPage) },
  { name: 'index.db with a torn page', damage: rewrite('index.db', tornPage) },
  {
    name: 'pages.db without its first page',
    damage: rewrite('pages.db', (bytes) => void bytes.fill(0, 0, PAGE)),
  },
  { name: 'pages.db without a table', damage: change('drop table passages') },
  { name: 'pages.db without some passages', damage: change('delete from passages where passage_id % 5 = 0') },
  {
    name: 'pages.db with a passage exchanged',
    damage: change(`update passages set text = 'other' where passage_id = 7`),
  },
  { name: 'pages.db without an index', damage: change('drop index pages_by_time') },
  {
    name: 'pages.db with a page more',
    damage: change(
      `insert into pages (url, domain, title, other_titles, captured_at, retention_policy, content_hash, cleaner, markdown) values ('https://x.example/', 'x.example', 'x', '[]', 1, 'permanent', 'x', '1', 'x')`,
    ),
  },
  {
    name: 'pages.db with tags of another page',
    damage: change('update or ignore page_tags set page_id = 2 where page_id = 1'),
  },
];
