import { openSync, closeSync, readSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { deserialize } from 'node:v8';
import type { ForgetChecks } from '../../shared/contract/forget-endpoints.ts';
import { openSqlite } from '../open-sqlite.ts';
import { TraceFinder } from './forget-finder.ts';

/** Read at a time; all that a scan holds of a file. */
const PART_BYTES = 1 << 20;
/** Model files hold nothing of a page, and backups are packed: what they hold is told by their date. */
const NOT_READ = new Set(['models', 'backups']);

export interface ScanTask {
  readonly folder: string;
  /** `pages.db`. */
  readonly file: string;
  readonly traces: readonly Uint8Array[];
}

export type Scanned = Pick<ForgetChecks, 'texts' | 'files' | 'bytes' | 'found_in'>;

/**
 * Reads every file of the data folder, whichever it is, for what was forgotten. A text that a kept page has too is no
 * trace: it may stand wherever that page stands.
 */
export function scanFolder({ folder, file, traces }: ScanTask): Scanned {
  const sought = [...new Map(traces.map((trace) => [Buffer.from(trace).toString('latin1'), trace])).values()];
  const finder = new TraceFinder(sought.map((trace) => Buffer.from(trace)));
  const hits = new Map<string, Set<number>>();
  let files = 0;
  let bytes = 0;
  for (const path of listFiles(folder)) {
    const found = new Set<number>();
    bytes += lookInFile(path, finder, found);
    files += 1;
    if (found.size > 0) hits.set(relative(folder, path), found);
  }
  const kept = hits.size === 0 ? new Set<number>() : keptTraces(file, sought, hits);
  const found_in = [...hits]
    .filter(([, found]) => [...found].some((id) => !kept.has(id)))
    .map(([name]) => name);
  return { texts: sought.length, files, bytes, found_in };
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_READ.has(entry.name) ? [] : listFiles(path);
    return entry.isFile() ? [path] : [];
  });
}

/** Answers how many bytes the file had; one that went meanwhile has none. */
function lookInFile(path: string, finder: TraceFinder, found: Set<number>): number {
  const part = Buffer.alloc(PART_BYTES + finder.longest);
  let handle: number;
  try {
    handle = openSync(path, 'r');
  } catch {
    return 0;
  }
  try {
    let held = 0;
    let bytes = 0;
    for (;;) {
      const read = readSync(handle, part, held, PART_BYTES, null);
      if (read === 0) return bytes;
      bytes += read;
      finder.look(part.subarray(0, held + read), found);
      const overlap = Math.min(finder.longest, held + read);
      part.copyWithin(0, held + read - overlap, held + read);
      held = overlap;
    }
  } finally {
    closeSync(handle);
  }
}

/** Which of the texts that were found stand in rows that are kept, hidden pages included. */
function keptTraces(
  file: string,
  sought: readonly Uint8Array[],
  hits: ReadonlyMap<string, ReadonlySet<number>>,
): Set<number> {
  const ids = [...new Set([...hits.values()].flatMap((found) => [...found]))];
  const finder = new TraceFinder(ids.map((id) => Buffer.from(sought[id] ?? [])));
  const found = new Set<number>();
  const database = openSqlite(file, { readonly: true });
  try {
    const tables = database
      .prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`)
      .pluck()
      .all() as string[];
    for (const table of tables) {
      for (const row of database.prepare(`select * from "${table}"`).iterate()) {
        lookInValue(row, finder, found);
        if (found.size === ids.length) break;
      }
    }
  } finally {
    database.close();
  }
  return new Set([...found].flatMap((at) => ids[at] ?? []));
}

function lookInValue(value: unknown, finder: TraceFinder, found: Set<number>): void {
  if (typeof value === 'string') {
    // In the forms in which they are looked for.
    finder.look(Buffer.from(value), found);
    finder.look(Buffer.from(value.toLowerCase()), found);
    finder.look(Buffer.from(value, 'utf16le'), found);
  } else if (value instanceof Uint8Array) {
    finder.look(Buffer.from(value.buffer, value.byteOffset, value.byteLength), found);
  } else if (typeof value === 'object' && value !== null) {
    const row = value as Readonly<Record<string, unknown>>;
    const parked = 'part' in row && row['row'] instanceof Uint8Array ? deserialize(row['row']) : [];
    for (const one of [...Object.values(row), ...Object.values(parked as object)])
      lookInValue(one, finder, found);
  }
}
