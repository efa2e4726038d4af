import type * as z from 'zod/mini';
import type { EndpointName, ResponseOf, endpoints } from '../../shared/contract/endpoints.ts';
import type { Client } from '../security/clients.ts';

/** A checked request: tags are a list by now, numbers are numbers. */
export type Checked<N extends EndpointName> = z.output<(typeof endpoints)[N]['request']>;

/** Who asks, and how. */
export interface Caller {
  /** null on a route without bearer. */
  readonly client: Client | null;
  /** The `Origin` header the guard accepted; pairing binds the new token to it. */
  readonly origin: string | null;
  /** Which of its sessions the client means (`X-Pagekeep-Session`); '' where it has one. @default '' */
  readonly session?: string;
  /** `?wait=embedded`: answer when the page is found by meaning too, not already when it is durable. */
  readonly waitForEmbedding: boolean;
  /** The last event that a client whose stream broke off has seen. */
  readonly lastEventId?: number | null;
}

export type Room<N extends EndpointName> = (request: Checked<N>, caller: Caller) => Promise<ResponseOf<N>>;

/**
 * One use case for every row of the endpoint table; the composition root fills them in. They throw `Failure`, know no
 * status, and are called only after guard, rate limit, scope and schema have passed.
 */
export type Rooms = { readonly [N in EndpointName]: Room<N> };

/** What is asked of the lock before a memory. */
export type LockRooms = Pick<Rooms, 'lockState' | 'lockMemory' | 'unlockMemory' | 'changePassphrase'>;
/** What is asked of the open memory itself. */
export type HouseRooms = Omit<Rooms, keyof LockRooms>;
