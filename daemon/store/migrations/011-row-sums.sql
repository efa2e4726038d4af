-- A checksum of every row, by which a changed bit is told before anybody is answered from it. `key` is the row's number, or
-- its quoted key where it has none.
create table row_sums (
  part text not null,
  key any not null,
  sum integer not null,
  primary key (part, key)
) strict, without rowid;
