create table blocked_patterns (
  pattern text primary key,
  description text,
  created_at integer not null
) strict, without rowid;

-- Small copies of pictures, made in the page from what it had loaded.
create table thumbnails (
  image_id integer primary key references images on delete cascade,
  type text not null,
  bytes blob not null
) strict;
