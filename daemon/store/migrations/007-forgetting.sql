-- Counts only: a receipt must not remember what was to be forgotten.
drop table receipts;

create table receipts (
  receipt_id text primary key,
  forgotten_at integer not null,
  -- Until then the pages are parked and can come back; null once they are gone for good.
  hidden_until integer,
  checked_at integer,
  -- Whether backups lose them too.
  backups integer not null,
  pages integer not null default 0,
  passages integer not null default 0,
  vectors integer not null default 0,
  images integer not null default 0,
  versions integer not null default 0,
  snapshots integer not null default 0,
  captures integer not null default 0,
  -- What was looked at, as JSON.
  checks text
) strict, without rowid;

create index receipts_under_way on receipts (receipt_id) where checked_at is null;

-- Pages that a forgetting has yet to take: many are taken in slices, and a start goes on where a stop came between.
create table doomed_pages (
  page_id integer primary key,
  receipt_id text not null
) strict;

-- Every row of a page that is hidden, out of everybody's sight: whatever reads `pages` needs to know nothing of it.
create table parked_rows (
  receipt_id text not null,
  position integer not null,
  page_id integer not null,
  part text not null,
  row blob not null,
  primary key (receipt_id, position)
) strict;

-- Salted hashes of addresses and sites: what was captured before its forgetting does not come back by itself.
create table tombstones (
  mark blob primary key,
  forgotten_at integer not null,
  receipt_id text not null
) strict, without rowid;

create table tombstone_salt (salt blob not null) strict;
insert into tombstone_salt values (randomblob(32));
