-- Numbers drawn from a page's blocks: what stands on several pages of a site is its template. They go with their page.
create table block_marks (
  domain text not null,
  page_id integer not null references pages on delete cascade,
  mark integer not null,
  primary key (domain, page_id, mark)
) strict, without rowid;

create index block_marks_by_page on block_marks (page_id);
