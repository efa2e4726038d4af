// The second composition root: the process between an agent's stdin and the daemon. It opens neither memory nor model;
// it finds the daemon, starts it where none runs, and passes on.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { endpoints } from '../shared/contract/endpoints.ts';
import type { EndpointName, RequestOf, ResponseOf } from '../shared/contract/endpoints.ts';
import { provideAgentToken } from './cli/agent-token.ts';
import type { AgentSetup } from './cli/agent-token.ts';
import { callDaemon } from './cli/call-daemon.ts';
import { DaemonAway } from './cli/daemon-away.ts';
import { readDaemonRecord } from './cli/daemon-record.ts';
import { findDaemon } from './cli/find-daemon.ts';
import type { DaemonLink } from './cli/find-daemon.ts';
import { spawnDaemon } from './cli/spawn-daemon.ts';
import type { Config } from './config.ts';
import { Failure } from './failure.ts';
import type { AgentDaemon, AgentRights, Asking } from './mcp/agent-daemon.ts';
import { serveStdio } from './mcp/serve-stdio.ts';
import type { ServedStdio } from './mcp/serve-stdio.ts';

export interface BridgeOptions {
  readonly config: Config;
  /** Flags of `pagekeep start` for a daemon that has to be started. */
  readonly startFlags: readonly string[];
  /** The agent's name; null: as it calls itself. */
  readonly name: string | null;
  readonly setup: Omit<AgentSetup, 'name'>;
  readonly readOnly: boolean;
  readonly version: string;
  readonly io: ServedStdio;
}

/** How long a daemon that is stopping or starting is waited for, and how long a model that is still loading. */
const STOPPING_MS = 15_000;
const LOADING_MS = 20_000;
/** Thinking longer than this is a crawl of many pages, which is a job. */
const SILENCE_MS = 120_000;
const MEANING: ReadonlySet<EndpointName> = new Set(['search', 'searchTarget']);
const KEEPS: ReadonlySet<EndpointName> = new Set(['store', 'crawlTemp', 'crawlDeepStore']);

/** Serves one agent until its stdin ends. */
export async function runBridge(options: BridgeOptions): Promise<void> {
  const calledItself = { name: 'agent' };
  const clientName = (): string => (options.name ?? calledItself.name).slice(0, 100).toWellFormed();
  const rights: { -readonly [name in keyof AgentRights]: AgentRights[name] } = {
    clientName,
    scopes: null,
    readOnly: options.readOnly,
  };
  // A key that may make no other is shown as it is; what it may do here is then what the flags say.
  const useOwnKey = (): void => void (rights.scopes = new Set(options.setup.scopes));
  const daemon = reachDaemon(options, clientName, useOwnKey);
  await serveStdio(options.io, {
    daemon,
    rights,
    version: options.version,
    onClient: (name) => void (calledItself.name = name.trim() || 'agent'),
  });
  daemon.leave();
}

interface ReachedDaemon extends AgentDaemon {
  /** Ends what was kept for this session, if anything was; nobody waits for it. */
  leave(): void;
}

function reachDaemon(options: BridgeOptions, clientName: () => string, useOwnKey: () => void): ReachedDaemon {
  const { config, setup } = options;
  const session = randomUUID();
  let keptBy: DaemonLink | null = null;
  let starting: Promise<DaemonLink> | null = null;
  let loaded: Promise<unknown> = Promise.resolve();

  /** One start at a time, however many calls wait for it. */
  function running(): Promise<DaemonLink> {
    const start = async (): Promise<DaemonLink> => {
      await spawnDaemon(config.dataDir, options.startFlags);
      const link = findDaemon(config);
      loaded = waitForModel(link).catch(() => undefined);
      return link;
    };
    starting ??= ensureRunning(config, start).finally(() => (starting = null));
    return starting;
  }

  async function connect(): Promise<DaemonLink> {
    const owner = await running();
    try {
      const agent = { ...setup, name: clientName() };
      return { ...owner, session, token: await provideAgentToken(config.dataDir, owner, agent) };
    } catch (error) {
      const mayNot = error instanceof Failure && error.code === 'scope';
      if (!mayNot || owner.remote !== true || setup.reach !== null) throw error;
      useOwnKey();
      return { ...owner, session };
    }
  }

  async function ask<N extends EndpointName>(
    name: N,
    request: RequestOf<N>,
    { id, signal }: Asking = {},
  ): Promise<ResponseOf<N>> {
    const link = await connect();
    if (KEEPS.has(name)) keptBy = link;
    if (MEANING.has(name)) await loaded;
    try {
      return await callDaemon(link, name, request, id, SILENCE_MS, signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof DaemonAway) || !mayAskAgain(name, error)) throw error;
      return callDaemon(await connect(), name, request, id, SILENCE_MS, signal);
    }
  }
  return {
    ask,
    warmUp: () => void connect().catch(() => undefined),
    leave() {
      if (keptBy !== null) callDaemon(keptBy, 'endSession').catch(() => undefined);
    },
  };
}

/** A daemon that starts anew has let the connection go: what only reads is asked again, and what it cannot have heard. */
function mayAskAgain(name: EndpointName, { cause }: DaemonAway): boolean {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return code === 'ECONNREFUSED' || endpoints[name].scope === 'read';
}

async function ensureRunning(config: Config, start: () => Promise<DaemonLink>): Promise<DaemonLink> {
  const deadline = Date.now() + STOPPING_MS;
  for (;;) {
    const link = await answering(config);
    if (link !== null) return link;
    if (config.remote !== null) return findDaemon(config);
    // A record without an answer is a daemon on its way in or out.
    const isBusy = readDaemonRecord(config.dataDir) !== null && Date.now() < deadline;
    if (!isBusy) {
      // One that is on its way out holds the folder a moment longer than its record.
      const started = await start().catch((error: unknown) => {
        if (Date.now() > deadline) throw error;
        return null;
      });
      if (started !== null) return started;
    }
    await sleep(100);
  }
}

/** Words are found at once; what is found by meaning too is worth a moment after a start. */
async function waitForModel(link: DaemonLink): Promise<void> {
  const deadline = Date.now() + LOADING_MS;
  while (Date.now() < deadline) {
    const { ready, locked } = await callDaemon(link, 'health');
    if (ready || locked === true) return;
    await sleep(200);
  }
}

async function answering(config: Config): Promise<DaemonLink | null> {
  try {
    const link = findDaemon(config);
    await callDaemon(link, 'health', {}, undefined, 5_000);
    return link;
  } catch (error) {
    if (error instanceof DaemonAway) return null;
    throw error;
  }
}
