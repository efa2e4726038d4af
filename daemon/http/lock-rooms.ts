import { endpoints } from '../../shared/contract/endpoints.ts';
import type { EndpointName, ResponseOf } from '../../shared/contract/endpoints.ts';
import { SCOPES } from '../../shared/contract/pairing.ts';
import type { MemoryLock, OpenMemory } from '../lock/memory-lock.ts';
import type { Client, Clients } from '../security/clients.ts';
import { beyondReach } from './oversee-rooms.ts';
import type { Caller, Checked, HouseRooms, LockRooms, Room, Rooms } from './rooms.ts';

/** What of an open memory this door leads to. */
export interface OpenRooms extends OpenMemory {
  readonly rooms: HouseRooms;
  readonly clients: Clients;
}

interface DoorKeeper {
  readonly lock: MemoryLock<OpenRooms>;
  readonly version: string;
  readonly shutDown: () => void;
}

/** Every route before a memory that may be locked: then all of them are refused, but for those that say so, unlock it and end the daemon. */
export function lockableRooms({ lock, version, shutDown }: DoorKeeper): Rooms {
  const ask =
    (name: keyof HouseRooms): Room<EndpointName> =>
    (request, caller) =>
      lock.ask(({ rooms }) => (rooms[name] as Room<EndpointName>)(request, caller));
  const unlessLocked =
    (name: 'health' | 'shutdown', whileLocked: () => unknown): Room<EndpointName> =>
    async (request, caller) =>
      lock.memory === null ? (whileLocked() as never) : ask(name)(request, caller);
  const always: Partial<Record<EndpointName, unknown>> = {
    ...lockRooms(lock),
    health: unlessLocked('health', (): ResponseOf<'health'> => ({
      status: 'healthy',
      ready: false,
      ...(lock.state.locked && { locked: true }),
      version,
    })),
    shutdown: unlessLocked('shutdown', () => {
      shutDown();
      return { stopping: true };
    }),
  };
  const names = Object.keys(endpoints) as EndpointName[];
  return Object.fromEntries(
    names.map((name) => [name, always[name] ?? ask(name as keyof HouseRooms)]),
  ) as unknown as Rooms;
}

/** Whom a locked memory knows: nobody, but the owner of its folder, who can at least unlock it. */
export function lockableClients(
  { lock }: Pick<DoorKeeper, 'lock'>,
  ownsFolder: (token: string) => boolean,
): Clients {
  const owner: Client = { client_id: 'folder', scopes: SCOPES, origin: null };
  return {
    async findByToken(token) {
      if (lock.memory !== null) return lock.memory.clients.findByToken(token);
      return ownsFolder(token) ? owner : null;
    },
    pairedOrigins: async () => lock.memory?.clients.pairedOrigins() ?? new Set(),
    refusal: () => lock.refusal,
  };
}

function lockRooms(lock: MemoryLock<OpenRooms>): LockRooms {
  return {
    lockState: whole(async () => lock.state),
    lockMemory: whole(() => lock.lock()),
    unlockMemory: whole(({ passphrase }: Checked<'unlockMemory'>) => lock.unlock(passphrase)),
    changePassphrase: whole(({ current, passphrase }: Checked<'changePassphrase'>) =>
      lock.change(current ?? null, passphrase),
    ),
  };
}

/** Nothing for a client that may know of some pages only. */
function whole<Request, Answer>(room: (request: Request) => Promise<Answer>) {
  return async (request: Request, { client }: Caller): Promise<Answer> => {
    if ((client?.reach ?? null) !== null) throw beyondReach();
    return room(request);
  };
}
