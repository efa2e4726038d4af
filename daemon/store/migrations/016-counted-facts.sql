-- Counts of what is kept, and lists by title, read all of every page, 30 MB for 7,500 of them, while questions waited. These
-- facts stand together in one index, and titles, as far as they are compared, in another. A memory can lack an index and be used
-- all the same: what is not there need not go.
drop index if exists pages_by_domain;
create index pages_by_facts on pages (domain, language, retention_policy, expires_at);
create index pages_by_title on pages (substr(lower(title), 1, 32), page_id);
