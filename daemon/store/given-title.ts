import { embeddedText } from './embedded-text.ts';
import type { Sql } from './in-store.ts';
import type { PageToCommit } from './rows.ts';

interface TitleRow {
  readonly title: string;
  readonly own_title: string | null;
  readonly other_titles: string;
}

/**
 * Calls a page what a person wrote; a blank title gives it its own back. Its own title then counts among its other ones,
 * so that it is still found by it. Passages are embedded under the title, so their hashes follow. True when it changed.
 */
export function giveTitle(sql: Sql, pageId: number, given: string): boolean {
  const row = readTitle(sql, pageId);
  if (row === undefined) return false;
  const own = row.own_title ?? row.title;
  const title = given.trim() === '' ? own : given;
  if (title === row.title) return false;
  const others = (JSON.parse(row.other_titles) as string[]).filter((other) => other !== own);
  const isGiven = title !== own;
  sql(
    'update pages set title = @title, own_title = @own_title, other_titles = @other_titles where page_id = @page_id',
  ).run({
    page_id: pageId,
    title,
    own_title: isGiven ? own : null,
    other_titles: JSON.stringify(isGiven ? [own, ...others] : others),
  });
  hashPassages(sql, pageId, title);
  return true;
}

/** A page captured again under the title that a person gave it; what it calls itself now is noted. */
export function keepGivenTitle(sql: Sql, pageId: number, page: PageToCommit): PageToCommit {
  const row = readTitle(sql, pageId);
  if (row === undefined || row.own_title === null) return page;
  sql('update pages set own_title = ? where page_id = ?').run(page.title, pageId);
  return { ...page, title: row.title, other_titles: [page.title, ...page.other_titles] };
}

function readTitle(sql: Sql, pageId: number): TitleRow | undefined {
  return sql<TitleRow>('select title, own_title, other_titles from pages where page_id = ?').get(pageId);
}

function hashPassages(sql: Sql, pageId: number, title: string): void {
  const passages = sql<{ passage_id: number; heading_path: string; text: string }>(
    'select passage_id, heading_path, text from passages where page_id = ?',
  ).all(pageId);
  const update = sql('update passages set text_hash = ? where passage_id = ?');
  for (const { passage_id, heading_path, text } of passages) {
    update.run(embeddedText(title, JSON.parse(heading_path) as string[], text).text_hash, passage_id);
  }
}
