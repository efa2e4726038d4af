import { CONTRACT_VERSION, DEFAULT_PORT } from '../../shared/contract/version.ts';
import type { Messages, RefusedMessage } from '../messages.ts';
import { callDaemon, isRefusal } from './call-daemon.ts';
import { keepConnection } from './connection.ts';

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
  await keepConnection({ port, client_id: client.client_id, token: client.token });
  return { paired: true };
}

function clientName(): string {
  return navigator.userAgent.includes('Firefox/') ? 'Firefox extension' : 'Chromium extension';
}
