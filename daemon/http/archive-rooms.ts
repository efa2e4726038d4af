import { exportMemory } from '../archive/export-memory.ts';
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
    async importPages({ pages = [], model = null, content }) {
      if (content === undefined) return importPages(pages, model, house);
      // The parser of HTML, which bookmarks need, is a sixth of all the code that a start would read.
      const { importContent } = await import('../archive/import-content.ts');
      return importContent(content, house);
    },
  };
}
