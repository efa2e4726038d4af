-- When its client last asked anything in it, in milliseconds: a session that nobody ends is over some days later.
alter table sessions add column used_at integer not null default 0;
update sessions set used_at = max(started_at, unixepoch() * 1000);
