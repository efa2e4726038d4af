-- When a page's days are over, in milliseconds; null for a page without such a day.
alter table pages add column expires_at integer;
-- A pinned page stays, whatever its policy.
alter table pages add column pinned integer not null default 0;
update pages set expires_at = captured_at + cast(retention_policy as integer) * 86400000
where retention_policy like '%_days';
create index pages_by_expiry on pages (expires_at) where expires_at is not null;

-- A client's session: what it keeps for this session alone goes when it ends. `name` tells several of one client apart.
create table sessions (
  session_id text primary key,
  client_id text not null,
  name text not null,
  started_at integer not null,
  ended_at integer
) strict, without rowid;

create unique index sessions_under_way on sessions (client_id, name) where ended_at is null;

create table session_pages (
  session_id text not null references sessions on delete cascade,
  page_id integer not null references pages on delete cascade,
  primary key (session_id, page_id)
) strict, without rowid;

create index session_pages_by_page on session_pages (page_id);

-- Pages from before there were sessions belong to the app's own.
insert into sessions (session_id, client_id, name, started_at, ended_at) values ('before-sessions', 'app', '', 0, null);
insert into session_pages (session_id, page_id)
select 'before-sessions', page_id from pages where retention_policy = 'session_only';

-- The latest moment that keep times ended by: a clock set back brings nothing back.
create table keep_clock (
  id integer primary key check (id = 1),
  latest integer not null,
  jump_seen_at integer
) strict;

insert into keep_clock (id, latest, jump_seen_at) values (1, 0, null);
