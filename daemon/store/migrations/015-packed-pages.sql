-- A page's article is kept compressed, as earlier versions of it are: as text it was a seventh of what a page took on disk.
-- Lists show how long it is, so that is kept beside it. `teach-packing.ts` has the functions named here.
alter table pages add column markdown_bytes integer not null default 0;
alter table pages add column markdown_zstd blob not null default x'';
update pages set markdown_bytes = octet_length(markdown), markdown_zstd = packed(markdown);
alter table pages drop column markdown;

-- A hidden page must still fit in its table when it comes back.
update parked_rows set row = packed_row(row) where part = 'pages';

-- The numbers drawn from a page's blocks are read and written together, so they stand together: a row for each of them, and
-- an index beside it, were six kilobytes a page. Eight bytes each, as `pack-marks.ts` has them.
create table page_marks (
  page_id integer primary key references pages on delete cascade,
  domain text not null,
  marks blob not null
) strict;

create index page_marks_by_domain on page_marks (domain, page_id);

insert into page_marks (page_id, domain, marks)
select page_id, domain, packed_marks(json_group_array(mark order by mark)) from block_marks group by page_id;
drop table block_marks;

insert or replace into parked_rows (receipt_id, position, page_id, part, row)
select receipt_id, min(position), page_id, 'page_marks', packed_marks_row(row) from parked_rows
where part = 'block_marks' group by receipt_id, page_id;
delete from parked_rows where part = 'block_marks';
