import * as z from 'zod/mini';
import { plainText, wholeNumber, withFacts } from './fields.ts';
import { passphrase } from './passphrase.ts';

/** `to` is an absolute path on the daemon's computer. @default `backups` in the data folder */
export const backupRequest = z.object({
  to: z.optional(withFacts(plainText(4_096, 'The folder'), { maxLength: 4_096, format: 'absolute-path' })),
  /** Of the backups in that folder the newest this many stay. @default 7 */
  keep: z.optional(wholeNumber(1, 1_000, 'keep')),
  passphrase: z.optional(passphrase),
});
export type BackupRequest = z.infer<typeof backupRequest>;

/** A backup that was written, read again and found equal to what is kept. `removed` are older ones that made way. */
export const madeBackup = z.object({
  file: z.string(),
  created_at: z.string(),
  bytes: z.number(),
  pages: z.number(),
  /** Rows that are damaged in the memory itself; then no older backup makes way. */
  damaged: z.number(),
  encrypted: z.boolean(),
  took_ms: z.number(),
  removed: z.array(z.string()),
});
export type MadeBackup = z.infer<typeof madeBackup>;

export const listedBackup = z.object({
  file: z.string(),
  kind: z.enum(['made', 'before-upgrade']),
  created_at: z.string(),
  bytes: z.number(),
  encrypted: z.boolean(),
});
export type ListedBackup = z.infer<typeof listedBackup>;

/** What lies in `folder`, newest first. `running` is when the one under way began. */
export const backupList = z.object({
  folder: z.string(),
  running: z.nullable(z.string()),
  backups: z.array(listedBackup),
});
export type BackupList = z.infer<typeof backupList>;

export const EXPORT_FORMATS = ['jsonl', 'markdown', 'netscape', 'bundle'] as const;

export const exportRequest = z.object({
  format: z.enum(EXPORT_FORMATS, {
    error: `format must be one of ${EXPORT_FORMATS.slice(0, -1).join(', ')} and bundle.`,
  }),
});
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** A file on its way out, made while it is read. */
export interface ExportStream {
  readonly type: string;
  /** What it is best called. */
  readonly name: string;
  readonly body: AsyncIterable<Uint8Array>;
}

/** The first line of an export: by `model` the vectors were made, null where there are none. */
export const exportStart = z.object({
  pagekeep: z.literal('memory'),
  version: z.number(),
  exported_at: z.string(),
  model: z.nullable(z.string()),
});
export type ExportStart = z.infer<typeof exportStart>;

const exportFailure = z.object({ url: z.string(), message: z.string() });

/** The last line: how many pages came before it, and which could not be read. */
export const exportEnd = z.object({
  end: z.literal(true),
  pages: z.number(),
  failed: z.array(exportFailure),
});
export type ExportEnd = z.infer<typeof exportEnd>;

/** A line of `format=markdown`: a file by its name, which is safe on any disk. */
export const markdownFile = z.object({ name: z.string(), markdown: z.string() });

/** `pages` are lines of an export, each judged by itself; `content` is a whole file of any known kind as text. */
export const importRequest = withFacts(
  z
    .object({
      model: z.optional(z.nullable(plainText(500, 'model'))),
      pages: z.optional(
        z.array(z.unknown()).check(z.maxLength(1_000, { error: 'Send at most 1000 pages at once.' })),
      ),
      content: z.optional(withFacts(z.string({ error: 'content must be text.' }), { format: 'memory-file' })),
    })
    .check(
      z.refine((asked) => (asked.pages === undefined) !== (asked.content === undefined), {
        error: 'Send either pages or content.',
      }),
    ),
  { oneOf: [{ required: ['pages'] }, { required: ['content'] }] },
);

/** An address that came without its page. */
export const importedAddress = z.object({
  url: z.string(),
  title: z.string(),
  tags: z.array(z.string()),
  note: z.nullable(z.string()),
});
export type ImportedAddress = z.infer<typeof importedAddress>;

/** `skipped` were kept already as they read; `merged` were kept and now have one more version; `to_fetch` are known by their address alone. */
export const importReport = z.object({
  added: z.number(),
  merged: z.number(),
  skipped: z.number(),
  failed: z.array(z.object({ url: z.string(), code: z.string(), message: z.string() })),
  to_fetch: z.array(importedAddress),
});
export type ImportReport = z.infer<typeof importReport>;
