// Run in a process of its own: programs without a token that ask without a pause until they are ended.
import { Agent, request } from 'node:http';
import { serveTasks } from './bench-process.ts';

export interface Flooding {
  readonly port: number;
  readonly connections: number;
}

serveTasks(async ({ port, connections }: Flooding): Promise<number> => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const stranger = async (): Promise<never> => {
    for (;;) await refused(port, agent);
  };
  await Promise.all(Array.from({ length: connections }, stranger));
  return connections;
});

function refused(port: number, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: 'Bearer nobody', 'content-type': 'application/json' };
    request({ host: '127.0.0.1', port, path: '/api/v1/search', method: 'POST', agent, headers })
      .on('error', reject)
      .on('response', (response) => response.resume().on('end', resolve))
      .end('{"query":"bread"}');
  });
}
