import { measureDatabase, measureFully } from '../search/measure-fully.ts';
import type { MeasureTools } from '../search/measure-fully.ts';
import { listDomains } from '../search/measure-memory.ts';
import type { House } from './fill-rooms.ts';
import type { Rooms } from './rooms.ts';

/** What is kept, in numbers. */
export function numberRooms(
  { store, index, publisher, now }: House,
  times: MeasureTools['times'],
): Pick<Rooms, 'stats' | 'databaseStats' | 'domains'> {
  const tools = () => ({ store, index, times, pending: publisher.counts().pending, now: now() });
  return {
    stats: () => measureFully(tools()),
    databaseStats: () => measureDatabase(tools()),
    domains: () => listDomains(store),
  };
}
