import { inTransaction } from './in-store.ts';
import type { Sql } from './in-store.ts';
import type { KeepVersions } from '../keep-versions.ts';
import type { Store } from './open-store.ts';

const DAY_MS = 86_400_000;

/** Lets go of earlier versions that are not to be kept any more, of every page; answers how many went. */
export function pruneAllVersions(store: Store): Promise<number> {
  return inTransaction(store, (sql) => pruneVersions(sql, store.keepVersions, null));
}

/** The same inside a use case, of one page or of all. A version's days count from when the page began to read otherwise. */
export function pruneVersions(sql: Sql, keep: KeepVersions, pageId: number | null): number {
  const { changes } =
    'count' in keep
      ? sql(
          `delete from versions where version_id in (
             select version_id from (
               select version_id, row_number() over (partition by page_id order by captured_at desc, version desc) as nth
               from versions where @pageId is null or page_id = @pageId)
             where nth > @count)`,
        ).run({ pageId, count: keep.count })
      : sql(
          `with readings as (
             select page_id, version_id, captured_at as began from versions where @pageId is null or page_id = @pageId
             union all
             select page_id, null, version_at from pages where @pageId is null or page_id = @pageId
           )
           delete from versions where version_id in (
             select version_id from (
               select version_id, lead(began) over (partition by page_id order by began) as ended from readings)
             where ended < present() - @ms)`,
        ).run({ pageId, ms: keep.days * DAY_MS });
  if (changes > 0) {
    sql(
      `delete from past_passages where (@pageId is null or page_id = @pageId)
         and passage_id not in (select passage_id from version_passages)`,
    ).run({ pageId });
  }
  return changes;
}
