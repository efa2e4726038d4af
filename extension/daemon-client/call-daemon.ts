import { browserEndpoints } from '../../shared/contract/browser-endpoints.ts';
import type { BrowserEndpointName, BrowserResponseOf } from '../../shared/contract/browser-endpoints.ts';
import type { Endpoint } from '../../shared/contract/endpoint.ts';
import type { RequestOf } from '../../shared/contract/endpoints.ts';
import { DEFAULT_PORT } from '../../shared/contract/version.ts';
import { dropConnection, readConnection } from './connection.ts';
import { exchange, isRefusal, isUnknownBearer, NOT_CONNECTED } from './exchange.ts';
import { clearPopupCache } from './clear-popup-cache.ts';
import type { Refusal } from './exchange.ts';

export { isRefusal } from './exchange.ts';
export type { Refusal } from './exchange.ts';

export interface CallOptions {
  /** @default the paired port, else DEFAULT_PORT */
  readonly port?: number;
}

/** After these, what was found before may not be shown again. */
const TAKES_AWAY: ReadonlySet<BrowserEndpointName> = new Set(['forgetMany', 'clearTemp', 'block']);

/** Asks the daemon one thing of the endpoint table over the kept connection; never throws. */
export async function callDaemon<N extends BrowserEndpointName>(
  name: N,
  request: RequestOf<N> | Blob,
  options: CallOptions = {},
): Promise<BrowserResponseOf<N> | Refusal> {
  const endpoint: Endpoint = browserEndpoints[name];
  const connection = await readConnection();
  if (endpoint.scope !== null && connection === null) return NOT_CONNECTED;

  const port = options.port ?? connection?.port ?? DEFAULT_PORT;
  const token = connection?.token ?? null;
  const answer = await exchange(name, request, { origin: `http://127.0.0.1:${port}`, token });
  // Revoked, or the daemon's memory was replaced.
  if (token !== null && name !== 'pair' && isRefusal(answer) && isUnknownBearer(answer)) {
    if ((await readConnection())?.token === token) await dropConnection();
    return NOT_CONNECTED;
  }
  await forgetAnswers(name, answer);
  return answer;
}

async function forgetAnswers(name: BrowserEndpointName, answer: object | string): Promise<void> {
  if (TAKES_AWAY.has(name) && !isRefusal(answer)) await clearPopupCache();
}
