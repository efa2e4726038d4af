import { Failure } from '../failure.ts';
import type { Sql } from './in-store.ts';
import type { Store } from './open-store.ts';

/** What the keys of an owner's rows begin with in `row_sums`, and what follows it. */
const BEGINS = { page: ['/', '0'], version: [',', '-'] } as const;

/** The condition that none of the rows in `table` that a page (or version) owns is gone and none too many: its checksums are as many. */
export function wholeOf(table: string, owner: keyof typeof BEGINS = 'page'): string {
  const id = `${owner}s.${owner}_id`;
  const [first, behind] = BEGINS[owner];
  return `is_whole('${table}', ${id}, (select count(*) from main.row_sums where row_sums.part = '${table}'
    and row_sums.key > ${id} || '${first}' and row_sums.key < ${id} || '${behind}'),
    (select count(*) from ${table} where ${table}.${owner}_id = ${id}))`;
}

/** The condition on `checked_pages as pages` under which all that an answer shows of a page is as it was kept: nobody is shown another. */
export const SOUND = `(pages.sound and not exists (
  select 1 from checked_page_tags where checked_page_tags.page_id = pages.page_id and not checked_page_tags.sound
) and ${wholeOf('page_tags')})`;

/** The same for what lists show: how a page begins, and how much there is of it. */
export const SOUND_IN_LISTS = `(${SOUND} and not exists (
  select 1 from checked_passages where checked_passages.page_id = pages.page_id
    and checked_passages.ordinal = 0 and not checked_passages.sound
) and ${wholeOf('passages')} and ${wholeOf('images')})`;

/** Throws `data-damaged` unless all that one of these tables holds of a page is as it was kept. */
export function requireSoundRows(sql: Sql, pageId: number, tables: readonly string[]): void {
  for (const table of tables) {
    const hurt = sql(`select 1 from checked_${table} where page_id = ? and not sound`).get(pageId);
    const whole = sql<number>(`select ${wholeOf(table)} from pages where page_id = ?`)
      .pluck()
      .get(pageId);
    if (hurt !== undefined || whole === 0) throw damagedPage(pageId);
  }
}

/** Throws `data-damaged` unless every reading of a page is as it was kept. */
export function requireSoundReadings(sql: Sql, pageId: number): void {
  requireSoundRows(sql, pageId, ['passages', 'versions', 'past_passages']);
  const hurt = sql(
    `select 1 from checked_pages where page_id = @pageId and not (sound and sound_markdown_zstd)
     union all select 1 from versions where page_id = @pageId and not ${wholeOf('version_passages', 'version')}
     union all select 1 from checked_version_passages join versions using (version_id)
       where page_id = @pageId and not sound`,
  ).get({ pageId });
  if (hurt !== undefined) throw damagedPage(pageId);
}

/** Says that a page, or a part of it, is not what was kept. */
export function damagedPage(pageId: number): Failure {
  return new Failure(
    'data-damaged',
    `Page ${pageId} is damaged on disk, so it is not shown. Bring it back from a backup: pagekeep restore. Or remember it anew.`,
  );
}

/** What to say with an answer that leaves out what is damaged; null while nothing damaged was met. */
export function sayDamage({ damage }: Pick<Store, 'damage'>): string | null {
  if (damage.size === 0) return null;
  return 'Something kept is damaged on disk and was left out. In a terminal, pagekeep verify says what it is.';
}
