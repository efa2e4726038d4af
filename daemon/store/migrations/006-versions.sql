-- The number of the page as it reads now, and since when it was seen to read so; `captured_at` is when it was seen last.
alter table pages add column version integer not null default 1;
alter table pages add column version_at integer not null default 0;
update pages set version_at = captured_at;

-- How a page read before. `captured_at` is when it was seen so first, `seen_at` last.
create table versions (
  version_id integer primary key autoincrement,
  page_id integer not null references pages on delete cascade,
  version integer not null,
  captured_at integer not null,
  seen_at integer not null,
  title text not null,
  content_hash text not null,
  cleaner text not null,
  markdown_zstd blob not null,
  unique (page_id, version)
) strict;

create index versions_by_time on versions (page_id, captured_at);

-- Passages of earlier versions that the page no longer has. One that it still has is shared with it: the same passage_id.
create table past_passages (
  passage_id integer primary key,
  page_id integer not null references pages on delete cascade,
  kind text not null,
  text_hash text not null,
  heading_path text not null,
  anchor_exact text not null,
  anchor_prefix text not null,
  anchor_suffix text not null,
  text text not null,
  vector blob,
  fingerprint text
) strict;

create index past_passages_by_page on past_passages (page_id);
create index past_passages_by_text on past_passages (text_hash) where vector is not null;
create index past_passages_by_model on past_passages (fingerprint);
create index past_passages_waiting on past_passages (passage_id) where vector is null;

create table version_passages (
  version_id integer not null references versions on delete cascade,
  ordinal integer not null,
  passage_id integer not null,
  start_at integer not null,
  end_at integer not null,
  primary key (version_id, ordinal)
) strict, without rowid;

create index version_passages_by_passage on version_passages (passage_id);
