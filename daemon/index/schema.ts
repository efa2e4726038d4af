import type { Database } from 'better-sqlite3';
import { VIRTUAL_TABLES } from './virtual-tables.ts';

/** "PGKI" in the file's header says that it is ours. */
export const APPLICATION_ID = 0x50474b49;

/** Counts changes of this schema; an index of another version is built again, since `pages.db` has all of it. */
export const SCHEMA_VERSION = 5;

/** The fingerprint of an index that no model has written to yet. */
export const NO_MODEL = '';

/** How much a word counts by where it stands. */
export const PASSAGE_WEIGHTS = { title: 2, headings: 1, body: 1 } as const;
/** BM25 of a passage by its own words; higher is better. */
export const passageScore = `-bm25(passage_words, ${Object.values(PASSAGE_WEIGHTS).join(', ')})`;
export const PAGE_WEIGHTS = { tags: 2, urlwords: 1, note: 2 } as const;
/** BM25 of a page by what belongs to it as a whole; higher is better. */
export const pageScore = `-bm25(page_words, ${Object.values(PAGE_WEIGHTS).join(', ')})`;
/** `own` words describe the picture alone, `around` what stands near it; the page says least about one of its pictures. */
export const IMAGE_WEIGHTS = { own: 6, around: 1, page: 0.5 } as const;

/**
 * What belongs to a page stands in `page_words` once, not in each of its passages and pictures: tags can then change
 * without the page's text, which a contentless table would ask for. The BM25 of a passage or picture is the sum of both.
 */
const TABLES = `
  create table meta (name text primary key, value text not null) strict, without rowid;

  create table page_facts (
    page_id integer primary key,
    url text not null,
    domain text not null,
    language text,
    captured_at integer not null,
    retention_policy text not null,
    expires_at integer,
    note text
  ) strict;
  create index page_facts_by_expiry on page_facts (expires_at) where expires_at is not null;

  create table page_tags (page_id integer not null, key text not null, primary key (page_id, key)) strict, without rowid;
  create index page_tags_by_key on page_tags (key);

  create table indexed (
    passage_id integer primary key,
    page_id integer not null,
    ordinal integer not null,
    kind text not null,
    text_hash text not null,
    has_vector integer not null,
    vector_sum integer
  ) strict;
  create index indexed_by_page on indexed (page_id);
  create index indexed_by_text on indexed (text_hash) where has_vector = 1;

  create table passage_terms (passage_id integer primary key, terms blob not null) strict;

  create table indexed_images (
    image_id integer primary key,
    page_id integer not null,
    format text,
    width integer,
    height integer
  ) strict;
  create index indexed_images_by_page on indexed_images (page_id);

  create virtual table passage_words using fts5(${VIRTUAL_TABLES.passage_words.join(', ')},
    content='', contentless_delete=1, tokenize="porter unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'");
  create virtual table page_words using fts5(${VIRTUAL_TABLES.page_words.join(', ')},
    content='', contentless_delete=1, tokenize="porter unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'");
  create virtual table image_words using fts5(${VIRTUAL_TABLES.image_words.join(', ')},
    content='', contentless_delete=1, tokenize="porter unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'");
`;

/** Lays out an empty index. */
export function createSchema(database: Database, dimensions: number): void {
  database.transaction(() => {
    database.pragma(`application_id = ${APPLICATION_ID}`);
    database.pragma(`user_version = ${SCHEMA_VERSION}`);
    database.exec(TABLES);
    createVectors(database, dimensions, NO_MODEL);
  })();
}

/** Lays out room for the vectors of one model; those of another are gone afterwards. */
export function createVectors(database: Database, dimensions: number, fingerprint: string): void {
  database.exec('drop table if exists vectors');
  // Unit vectors stand in the same order by distance as by cosine, and vec0 measures distance faster. To read one vector
  // SQLite walks through the pages of its chunk: the cosines of 66 took 12.7 ms with vec0's chunks of 1,024, with these 0.2.
  database.exec(
    `create virtual table vectors using
       vec0(${VIRTUAL_TABLES.vectors[0]} float[${Math.trunc(dimensions)}] distance_metric=l2, chunk_size=32)`,
  );
  database.prepare('update indexed set has_vector = 0, vector_sum = null where has_vector = 1').run();
  database.prepare(`insert or replace into meta (name, value) values ('fingerprint', ?)`).run(fingerprint);
}
