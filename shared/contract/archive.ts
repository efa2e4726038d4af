import * as z from 'zod/mini';
import { plainText, wholeNumber } from './fields.ts';

/** `to` is an absolute path on the daemon's computer. @default `backups` in the data folder */
export const backupRequest = z.object({
  to: z.optional(plainText(4_096, 'The folder')),
  /** Of the backups in that folder the newest this many stay. @default 7 */
  keep: z.optional(wholeNumber(1, 1_000, 'keep')),
  passphrase: z.optional(
    plainText(1_024, 'The passphrase').check(
      z.refine((text) => text !== '', { error: 'The passphrase must not be empty.' }),
    ),
  ),
});
export type BackupRequest = z.infer<typeof backupRequest>;

/** A backup that was written, read again and found equal to what is kept. `removed` are older ones that made way. */
export const madeBackup = z.object({
  file: z.string(),
  created_at: z.string(),
  bytes: z.number(),
  pages: z.number(),
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
