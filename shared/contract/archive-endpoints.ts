import * as z from 'zod/mini';
import {
  backupList,
  backupRequest,
  exportRequest,
  importReport,
  importRequest,
  madeBackup,
} from './archive.ts';
import type { ExportStream } from './archive.ts';
import type { Endpoint } from './endpoint.ts';
import { LIMITS } from './limits.ts';

/** The memory as files: only who may decide about everything may take all of it away, or put in what was never seen. */
export const archiveEndpoints = {
  makeBackup: {
    method: 'POST',
    path: '/api/v1/backup',
    scope: 'admin',
    from: 'body',
    request: backupRequest,
    response: madeBackup,
  },
  backups: {
    method: 'GET',
    path: '/api/v1/backup',
    scope: 'admin',
    from: 'none',
    request: z.object({}),
    response: backupList,
  },
  // All of it at once, with what pages looked like: more than reading page by page.
  exportMemory: {
    method: 'GET',
    path: '/api/v1/export',
    scope: 'admin',
    from: 'query',
    request: exportRequest,
    response: z.custom<ExportStream>(),
  },
  importPages: {
    method: 'POST',
    path: '/api/v1/import',
    scope: 'admin',
    from: 'body',
    request: importRequest,
    response: importReport,
    maxBytes: LIMITS.importBytes,
  },
} as const satisfies Record<string, Endpoint>;
