-- What was fetched for an item, hashed: one page under two addresses is the same byte for byte, while its text may be read
-- otherwise under each. Looked up for every page, among up to 20,000 items.
alter table job_items add column html_hash text;
create index job_items_by_text on job_items (job_id, text_hash);
create index job_items_by_html on job_items (job_id, html_hash);
