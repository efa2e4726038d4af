-- Ids are never used twice, so that an index that fell behind cannot take a new passage for a forgotten one.

create table pages (
  page_id integer primary key autoincrement,
  url text not null unique,
  domain text not null,
  title text not null,
  other_titles text not null,
  author text,
  published_at text,
  language text,
  description text,
  site_name text,
  captured_at integer not null,
  referrer text,
  selection text,
  note text,
  retention_policy text not null,
  content_hash text not null,
  cleaner text not null,
  markdown text not null
) strict;

create index pages_by_time on pages (captured_at, page_id);
create index pages_by_domain on pages (domain);

-- Where a page was seen besides its own URL: the reader looks it up by what stands in the address bar.
create table addresses (
  url text primary key,
  page_id integer not null references pages on delete cascade
) strict, without rowid;

create index addresses_by_page on addresses (page_id);

create table page_tags (
  page_id integer not null references pages on delete cascade,
  position integer not null,
  tag text not null,
  key text not null,
  primary key (page_id, key)
) strict, without rowid;

create index page_tags_by_key on page_tags (key);

create table passages (
  passage_id integer primary key autoincrement,
  page_id integer not null references pages on delete cascade,
  ordinal integer not null,
  kind text not null,
  text_hash text not null,
  heading_path text not null,
  start_at integer not null,
  end_at integer not null,
  anchor_exact text not null,
  anchor_prefix text not null,
  anchor_suffix text not null,
  text text not null,
  unique (page_id, ordinal)
) strict;

create table images (
  image_id integer primary key autoincrement,
  page_id integer not null references pages on delete cascade,
  ordinal integer not null,
  src text not null,
  alt text not null,
  title text not null,
  caption text not null,
  heading text not null,
  context text not null,
  width integer,
  height integer,
  unique (page_id, ordinal)
) strict;

create table snapshots (
  page_id integer primary key references pages on delete cascade,
  html_zstd blob not null
) strict;

create table captures (
  capture_id text primary key,
  page_id integer not null references pages on delete cascade,
  status text not null
) strict, without rowid;

create index captures_by_page on captures (page_id);

-- Counts only: a receipt must not remember what was to be forgotten.
create table receipts (
  receipt_id text primary key,
  forgotten_at integer not null,
  pages integer not null,
  passages integer not null,
  images integer not null,
  snapshots integer not null
) strict, without rowid;

create table tokens (
  client_id text primary key,
  name text not null,
  hash text not null unique,
  scopes text not null,
  origin text,
  created_at integer not null,
  last_used_at integer
) strict, without rowid;
