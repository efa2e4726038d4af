-- The checksum of a page's row names its page from here on. All of them are made anew after every change of the schema.
delete from row_sums;
