import { callDaemon } from './call-daemon.ts';
import { dropConnection, readConnection } from './connection.ts';

/** Gives the connection up: the app forgets this browser, and this browser its bearer, even when the app is away. */
export async function unpair(): Promise<void> {
  const connection = await readConnection();
  if (connection === null) return;
  await callDaemon('revokeToken', { client_id: connection.client_id });
  await dropConnection();
}
