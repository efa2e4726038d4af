-- A checksum of every row, by which a changed bit is told before anybody is answered from it. `key` is the row's number, or
-- its quoted key where it has none.
create table row_sums (
  part text not null,
  key any not null,
  sum integer not null,
  primary key (part, key)
) strict, without rowid;

-- Whose file this is, and how many changes it has seen: every journal carries the row, so that one of another file, or an
-- older one of this, is told.
create table memory_mark (
  id integer primary key check (id = 1),
  mark blob not null,
  commits integer not null
) strict;

insert into memory_mark (id, mark, commits) values (1, randomblob(16), 0);
