import type { Readable, Writable } from 'node:stream';
import type { AgentDaemon, AgentRights } from './agent-daemon.ts';
import { createAgentServer, serverFacts } from './agent-server.ts';
import { bothEras } from './both-eras.ts';
import { openLines } from './line-transport.ts';

export interface ServedStdio {
  readonly input: Readable;
  readonly output: Writable;
  /** One line for a person who looks at the client's log. */
  readonly log: (line: string) => void;
}

export interface StdioServing {
  readonly daemon: AgentDaemon;
  readonly rights: AgentRights;
  readonly version: string;
  /** Told how the client calls itself. */
  readonly onClient: (name: string) => void;
}

/** Speaks MCP over two streams until the first of them ends. */
export async function serveStdio(
  io: ServedStdio,
  { daemon, rights, version, onClient }: StdioServing,
): Promise<void> {
  const facts = serverFacts(version);
  const server = createAgentServer(daemon, rights, facts);
  const ended = Promise.withResolvers<void>();
  server.onclose = () => ended.resolve();
  server.onerror = (error) => io.log(`protocol: ${error.message}`);
  const { oninitialized } = server;
  server.oninitialized = () => {
    onClient(server.getClientVersion()?.name ?? '');
    oninitialized?.();
  };
  await server.connect(bothEras(openLines(io), facts, onClient));
  await ended.promise;
}
