import { exportMemory } from '../archive/export-memory.ts';
import { importContent } from '../archive/import-content.ts';
import { importPages } from '../archive/import-pages.ts';
import type { ImportTools } from '../archive/import-pages.ts';
import type { Backups } from '../archive/open-backups.ts';
import type { Rooms } from './rooms.ts';

type ArchiveRooms = Pick<Rooms, 'makeBackup' | 'backups' | 'exportMemory' | 'importPages'>;

/** The memory as files. */
export function archiveRooms(house: ImportTools, backups: Backups): ArchiveRooms {
  return {
    makeBackup: (request) => backups.make(request),
    backups: () => backups.list(),
    exportMemory: async ({ format }) => exportMemory(format, house),
    importPages: ({ pages = [], model = null, content }) =>
      content === undefined ? importPages(pages, model, house) : importContent(content, house),
  };
}
