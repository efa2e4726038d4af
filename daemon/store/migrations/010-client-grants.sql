-- Which pages a client may know of, as JSON; null: every page.
alter table tokens add column reach text;

-- What scripts and agents were handed: numbers of pages, never their words.
create table client_reads (
  read_id integer primary key autoincrement,
  client_id text not null references tokens on delete cascade,
  read_at integer not null,
  route text not null,
  question text,
  pages integer not null
) strict;

create index client_reads_by_client on client_reads (client_id, read_id);

create table client_read_pages (
  read_id integer not null references client_reads on delete cascade,
  page_id integer not null references pages on delete cascade,
  primary key (read_id, page_id)
) strict, without rowid;

create index client_read_pages_by_page on client_read_pages (page_id);

-- A question often says what a page says, so it goes with the first of its pages that goes.
create trigger client_questions_go_with_pages before delete on pages begin
  update client_reads set question = null
  where question is not null and read_id in (select read_id from client_read_pages where page_id = old.page_id);
end;
