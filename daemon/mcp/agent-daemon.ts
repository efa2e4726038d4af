import type { EndpointName, RequestOf, ResponseOf } from '../../shared/contract/endpoints.ts';
import type { Scope } from '../../shared/contract/pairing.ts';

export interface Asking {
  /** Fills `{id}` in the path. */
  readonly id?: number | string;
  readonly signal?: AbortSignal;
}

/** The daemon as the bridge reaches it: started where none runs, asked again where it was just starting anew. Refusals come as `Failure`. */
export interface AgentDaemon {
  ask<N extends EndpointName>(name: N, request: RequestOf<N>, asking?: Asking): Promise<ResponseOf<N>>;
  /** Starts what is not running, so that the first question need not wait; it fails silently. */
  warmUp(): void;
}

/** What the person who set the bridge up allows it. */
export interface AgentRights {
  /** Name the ledger and the options page show, and the one commands take. */
  readonly clientName: () => string;
  /** null: its token says so. */
  readonly scopes: ReadonlySet<Scope> | null;
  readonly readOnly: boolean;
}
