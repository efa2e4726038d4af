import { backgroundEndpoints } from '../../shared/contract/background-endpoints.ts';
import { callTable } from './call-table.ts';
import type { CallOptions } from './call-table.ts';
import type { AnswerOf, AskedOf, Refusal } from './exchange.ts';

export { isRefusal } from './exchange.ts';
export type { Refusal } from './exchange.ts';

type Known = typeof backgroundEndpoints;

/** Asks the daemon one thing that the background asks, over the kept connection; never throws. */
export function callDaemon<N extends keyof Known>(
  name: N,
  request: AskedOf<Known, N> | Blob,
  options: CallOptions = {},
): Promise<AnswerOf<Known, N> | Refusal> {
  return callTable(backgroundEndpoints, name, request, options);
}
