import type { Sql } from './in-store.ts';

/** A table that holds part of a page, and the condition that picks the rows of the page `@page`. */
export interface PagePart {
  readonly table: string;
  readonly rows: string;
}

/**
 * Every table whose rows go with a page, parents first, as the schema itself says it: a table that comes later is a part
 * as soon as it cascades from one.
 */
export function pageParts(sql: Sql): PagePart[] {
  const links = sql<{ child: string; parent: string; via: string; key: string }>(
    `select m.name as child, f."table" as parent, f."from" as via,
       coalesce(f."to", (select name from pragma_table_info(f."table") where pk = 1)) as key
     from sqlite_schema m join pragma_foreign_key_list(m.name) f
     where m.type = 'table' and f.on_delete = 'CASCADE' and m.name <> f."table"`,
  ).all();
  const conditions = new Map([['pages', ['page_id = @page']]]);
  // A map lists what is added while it is walked through.
  for (const [parent, rows] of conditions) {
    for (const { child, via, key } of links.filter((link) => link.parent === parent)) {
      const picked = `${via} in (select ${key} from ${parent} where ${rows.join(' or ')})`;
      const known = conditions.get(child);
      if (known === undefined) conditions.set(child, [picked]);
      else known.push(picked);
    }
  }
  return [...conditions].map(([table, rows]) => ({ table, rows: rows.join(' or ') }));
}
