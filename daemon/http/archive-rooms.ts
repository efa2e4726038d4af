import { openBackups } from '../archive/open-backups.ts';
import type { BackupTools } from '../archive/open-backups.ts';
import type { Rooms } from './rooms.ts';

type ArchiveRooms = Pick<Rooms, 'makeBackup' | 'backups'>;

/** The memory as files. */
export function archiveRooms(house: BackupTools): ArchiveRooms {
  const backups = openBackups(house);
  return {
    makeBackup: (request) => backups.make(request),
    backups: () => backups.list(),
  };
}
