import type { Database } from 'better-sqlite3';
import { deserialize, serialize } from 'node:v8';
import { markdownColumns, packMarkdown } from './pack-markdown.ts';
import { packMarks } from './pack-marks.ts';

interface ParkedPage extends Readonly<Record<string, unknown>> {
  readonly markdown: string;
}

interface ParkedMark {
  readonly page_id: number;
  readonly domain: string;
  readonly mark: number;
}

/** Teaches a database the functions by which migration 15 packs what was kept as text and in rows of its own. */
export function teachPacking(database: Database): void {
  database.function('packed', (markdown: unknown) => packMarkdown(String(markdown)));
  database.function('packed_row', (row: unknown) => {
    const { markdown, ...rest } = deserialize(row as Buffer) as ParkedPage;
    return serialize({ ...rest, ...markdownColumns(markdown) });
  });
  database.function('packed_marks', (marks: unknown) => packMarks(JSON.parse(String(marks)) as number[]));
  database.aggregate('packed_marks_row', {
    start: (): ParkedMark[] => [],
    step: (rows, row: unknown) => [...rows, deserialize(row as Buffer) as ParkedMark],
    result: (rows) => {
      const marks = packMarks(rows.map(({ mark }) => mark));
      return serialize({ page_id: rows[0]?.page_id, domain: rows[0]?.domain, marks });
    },
  });
}
