import { CONTRACT_VERSION, DEFAULT_PORT } from '../../shared/contract/version.ts';
import type { Messages, RefusedMessage } from '../messages.ts';
import { callDaemon, isRefusal } from './call-daemon.ts';
import { keepConnection, readConnection } from './connection.ts';

/** Claims a pairing code or typed digits and keeps the bearer it is worth. */
export async function pair(claim: Messages['pair'][0]): Promise<{ paired: true } | RefusedMessage> {
  const { port = DEFAULT_PORT, ...proof } = claim;
  const client = await callDaemon('pair', { ...proof, name: clientName() }, { port });
  if (isRefusal(client)) return client;
  if (client.contract !== CONTRACT_VERSION) {
    const older = client.contract < CONTRACT_VERSION ? 'the Pagekeep app' : 'this extension';
    return {
      refused: true,
      code: 'conflict',
      sentence: `The two do not fit together. Update ${older}, then connect again.`,
    };
  }
  const before = await readConnection();
  await keepConnection({ port, client_id: client.client_id, token: client.token });
  // Connected once more to the same app: what it knew this browser by is of no use to anyone.
  if (before?.port === port) await callDaemon('revokeToken', { client_id: before.client_id });
  return { paired: true };
}

/** What a person knows this browser by in the list of connected ones, such as `Chrome on Linux`. */
function clientName(): string {
  const { userAgent } = navigator;
  const brand = BROWSERS.find(([mark]) => userAgent.includes(mark))?.[1] ?? 'Browser';
  const system = SYSTEMS.find(([mark]) => userAgent.includes(mark))?.[1];
  return system === undefined ? brand : `${brand} on ${system}`;
}

/** The first mark that a user agent carries decides: Edge and Opera call themselves Chrome as well. */
const BROWSERS = [
  ['Firefox/', 'Firefox'],
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Chrome/', 'Chrome'],
] as const;

const SYSTEMS = [
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['Linux', 'Linux'],
] as const;
