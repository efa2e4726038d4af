import { DEFAULT_PORT } from '../../shared/contract/version.ts';
import { clearPopupCache } from './clear-popup-cache.ts';
import { dropConnection, readConnection } from './connection.ts';
import { exchange, isRefusal, isUnknownBearer, NOT_CONNECTED } from './exchange.ts';
import type { AnswerOf, AskedOf, Journey, Refusal, Table } from './exchange.ts';

export interface CallOptions extends Journey {
  /** @default the paired port, else DEFAULT_PORT */
  readonly port?: number;
}

/** After these, what was found before may not be shown again. */
const TAKES_AWAY: ReadonlySet<string> = new Set(['forgetMany', 'clearTemp', 'block']);

/** Asks the daemon one thing of a table of routes over the kept connection; never throws. */
export async function callTable<T extends Table<T>, N extends keyof T & string>(
  table: T,
  name: N,
  request: AskedOf<T, N> | Blob,
  { port, ...journey }: CallOptions = {},
): Promise<AnswerOf<T, N> | Refusal> {
  const connection = await readConnection();
  if (table[name].scope !== null && connection === null) return NOT_CONNECTED;

  const origin = `http://127.0.0.1:${port ?? connection?.port ?? DEFAULT_PORT}`;
  const token = connection?.token ?? null;
  const answer = await exchange(table, name, request, { origin, token }, journey);
  // What is locked may not be read here either.
  if (isRefusal(answer) && answer.code === 'locked') await clearPopupCache();
  if (isRefusal(answer)) return name === 'pair' ? answer : afterRefusal(answer, token);
  if (TAKES_AWAY.has(name)) await clearPopupCache();
  return answer;
}

/** A bearer that is no longer known was revoked, or the daemon's memory was replaced. */
async function afterRefusal(refusal: Refusal, token: string | null): Promise<Refusal> {
  if (token === null || !isUnknownBearer(refusal)) return refusal;
  if ((await readConnection())?.token === token) await dropConnection();
  return NOT_CONNECTED;
}
