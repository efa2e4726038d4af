import type { CutPassage } from '../../shared/page/article.ts';
import { embeddedText } from './embedded-text.ts';
import type { EmbeddedText } from './embedded-text.ts';
import type { Sql } from './in-store.ts';
import type { PassageToEmbed } from './rows.ts';

interface KnownPassage {
  readonly passage_id: number;
  readonly kind: string;
  readonly text_hash: string;
  readonly heading_path: string;
}

/** Where a passage stands in a page, and which it is. */
export interface PlacedPassage {
  readonly passage_id: number;
  readonly ordinal: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Puts passages in the place of those a page has. One that reads as before keeps its number, and by it its vector and its
 * place in earlier versions; what those still need of the others goes to the past, the rest is gone. Answers what the model
 * has to read of them, in page order.
 */
export function replacePassages(
  sql: Sql,
  pageId: number,
  title: string,
  passages: readonly CutPassage[],
): PassageToEmbed[] {
  // Ordinals below 0 are those of passages that have no place yet.
  sql('update passages set ordinal = -1 - ordinal where page_id = ?').run(pageId);
  const known = knownPassages(sql, pageId, ['passages']);
  const move = sql(
    `update passages set ordinal = @ordinal, start_at = @start, end_at = @end, anchor_exact = @exact,
       anchor_prefix = @prefix, anchor_suffix = @suffix where passage_id = @passage_id`,
  );
  const placed = passages.map((passage) => {
    const { ordinal, start, end, anchor } = passage;
    const embedded = embeddedText(title, passage.heading_path, passage.text);
    const same = known.get(keyOf(passage, embedded))?.shift();
    if (same !== undefined) move.run({ passage_id: same, ordinal, start, end, ...anchor });
    return { passage_id: same ?? addPassage(sql, pageId, passage, embedded), ...embedded };
  });
  leaveToPast(sql, pageId);
  return placed;
}

/** Keeps passages that only an earlier version of a page has; one that the page has now, or had before, is shared with it. */
export function addPastPassages(
  sql: Sql,
  pageId: number,
  title: string,
  passages: readonly CutPassage[],
): PlacedPassage[] {
  const known = knownPassages(sql, pageId, ['passages', 'past_passages']);
  return passages.map((passage, nth) => {
    const { ordinal, start, end } = passage;
    const embedded = embeddedText(title, passage.heading_path, passage.text);
    const shared = known.get(keyOf(passage, embedded))?.shift();
    const passage_id = shared ?? addPassage(sql, pageId, { ...passage, ordinal: -1 - nth }, embedded);
    return { passage_id, ordinal, start, end };
  });
}

/** Moves what has no place in the page out of it: to the past where an earlier version has it, else away. */
export function leaveToPast(sql: Sql, pageId: number): void {
  sql(
    `insert into past_passages (passage_id, page_id, kind, text_hash, heading_path, anchor_exact, anchor_prefix,
       anchor_suffix, text)
     select passage_id, page_id, kind, text_hash, heading_path, anchor_exact, anchor_prefix, anchor_suffix, text
     from passages where page_id = ? and ordinal < 0 and passage_id in (select passage_id from version_passages)`,
  ).run(pageId);
  sql('delete from passages where page_id = ? and ordinal < 0').run(pageId);
}

/** The passages of a page by what a reader sees of them, as they once came. */
function knownPassages(
  sql: Sql,
  pageId: number,
  tables: readonly ('passages' | 'past_passages')[],
): Map<string, number[]> {
  const known = new Map<string, number[]>();
  const rows = tables.flatMap((table) =>
    sql<KnownPassage>(
      `select passage_id, kind, text_hash, heading_path from ${table} where page_id in (?) order by passage_id`,
    ).all(pageId),
  );
  for (const { passage_id, kind, text_hash, heading_path } of rows) {
    const key = JSON.stringify([kind, text_hash, heading_path]);
    const same = known.get(key);
    if (same === undefined) known.set(key, [passage_id]);
    else same.push(passage_id);
  }
  return known;
}

function keyOf({ kind, heading_path }: CutPassage, { text_hash }: EmbeddedText): string {
  return JSON.stringify([kind, text_hash, JSON.stringify(heading_path)]);
}

function addPassage(sql: Sql, pageId: number, passage: CutPassage, { text_hash }: EmbeddedText): number {
  const { ordinal, kind, heading_path, start, end, anchor, text } = passage;
  const added = sql(
    `insert into passages (page_id, ordinal, kind, text_hash, heading_path, start_at, end_at,
       anchor_exact, anchor_prefix, anchor_suffix, text)
     values (@page_id, @ordinal, @kind, @text_hash, @heading_path, @start, @end, @exact, @prefix, @suffix, @text)`,
  ).run({
    page_id: pageId,
    ordinal,
    kind,
    text_hash,
    heading_path: JSON.stringify(heading_path),
    start,
    end,
    ...anchor,
    text,
  });
  return Number(added.lastInsertRowid);
}
