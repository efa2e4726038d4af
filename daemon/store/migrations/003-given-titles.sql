-- What the page calls itself, where a person gave it another title; `title` is then that person's.
alter table pages add column own_title text;
