-- Long work. A job's addresses stand in its items alone, and an item goes with the page it became, so that a forgotten
-- page leaves nothing here.
create table jobs (
  position integer primary key autoincrement,
  job_id text not null unique,
  kind text not null,
  state text not null,
  renderer text not null,
  keeps integer not null,
  request text not null,
  notice text,
  created_at integer not null,
  started_at integer,
  ended_at integer,
  -- Time it ran before its last stop, and since when it runs now.
  busy_ms integer not null default 0,
  running_since integer,
  bytes integer not null default 0,
  -- Counts every change of the job and its items: the number of an event.
  changed integer not null default 0
) strict;

create index jobs_by_state on jobs (state);

create table job_items (
  item_id integer primary key autoincrement,
  job_id text not null references jobs (job_id) on delete cascade,
  url text not null,
  depth integer not null,
  -- Which page's links it came with: the last page's links are followed first by a depth-first crawl.
  found_with integer not null,
  score real,
  state text not null,
  changed integer not null,
  tries integer not null default 0,
  not_before integer not null default 0,
  lease_until integer,
  kept_url text,
  title text,
  status text,
  page_id integer references pages on delete cascade,
  status_code integer,
  language text,
  code text,
  message text,
  ended_at integer,
  -- Where it leads, until the job ends: a page found again nearer to the start passes that on.
  links text,
  text_hash text,
  family text,
  simhash text,
  unique (job_id, url)
) strict;

create index job_items_by_state on job_items (job_id, state);
create index job_items_by_change on job_items (job_id, changed);
create index job_items_by_page on job_items (page_id);
create index job_items_by_kept_url on job_items (job_id, kept_url);

-- What a crawl that keeps nothing read; for an hour.
create table job_texts (
  item_id integer primary key references job_items on delete cascade,
  markdown text not null
) strict;

-- What a site said to ask with, to hear whether a page has changed.
create table validators (
  page_id integer primary key references pages on delete cascade,
  etag text,
  last_modified text
) strict;
