import * as z from 'zod/mini';
import { backupList, backupRequest, madeBackup } from './archive.ts';
import type { Endpoint } from './endpoint.ts';

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
} as const satisfies Record<string, Endpoint>;
