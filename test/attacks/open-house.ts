import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { callDaemon } from '../../daemon/cli/call-daemon.ts';
import type { DaemonHandle } from '../../daemon/cli/daemon-handle.ts';
import { dialled } from '../../daemon/cli/find-daemon.ts';
import { readConfig } from '../../daemon/config.ts';
import type { Log } from '../../daemon/log.ts';
import { startDaemon } from '../../daemon/main.ts';
import type { EndpointName, RequestOf, ResponseOf } from '../../shared/contract/endpoints.ts';
import { STRANGER_ORIGIN, ask } from './open-door.ts';
import type { Answered } from './open-door.ts';

const API_KEY = 'key-of-the-house';

/** The whole daemon in this process, with every real room behind its real door; only the model is missing. */
export interface OpenHouse {
  readonly port: number;
  readonly handle: DaemonHandle;
  /** What was logged as an error, beside the missing model. */
  readonly errors: string[];
  /** Every line that was logged. */
  readonly lines: string[];
  /** Asks as a script with every right; a refusal is thrown as its `Failure`. */
  call<N extends EndpointName>(
    name: N,
    request?: RequestOf<N> | Record<string, never>,
    id?: number | string,
  ): Promise<ResponseOf<N>>;
  /** Writes as a browser that was paired a moment ago. */
  postAsExtension(path: string, body: unknown): Promise<Answered>;
  close(): Promise<void>;
}

/** Opens the memory in `dataDir`; `env` and `flags` set what else a person can set. */
export async function openHouse(
  dataDir: string,
  env: Record<string, string> = {},
  flags: Record<string, boolean> = {},
): Promise<OpenHouse> {
  // A file where a folder of models belongs: nothing is found there, nothing can be fetched.
  const models = join(dataDir, 'models');
  writeFileSync(models, '');
  const config = readConfig({
    env: {
      PAGEKEEP_DATA_DIR: dataDir,
      PAGEKEEP_PORT: '0',
      PAGEKEEP_MODEL_DIR: models,
      PAGEKEEP_API_KEY: API_KEY,
      PAGEKEEP_RATE_LIMIT_PER_MINUTE: '0',
      PAGEKEEP_CRAWL4AI: 'none',
      ...env,
    },
    flags,
  });
  const errors: string[] = [];
  const lines: string[] = [];
  const handle = await startDaemon(config, { version: '0.0.0', log: logInto(lines, errors) });
  await handle.ready.catch(() => undefined);
  const { host, port } = handle.address;
  const call: OpenHouse['call'] = (name, request, id) =>
    callDaemon({ host: dialled(host), port, token: API_KEY }, name, request ?? {}, id);
  return {
    port,
    handle,
    errors,
    lines,
    call,
    async postAsExtension(path, body) {
      const { code } = await call('openPairing');
      const headers = {
        origin: STRANGER_ORIGIN,
        'content-type': 'application/json',
        'x-pagekeep-client': 'test',
      };
      const sent = { method: 'POST', headers, token: null };
      const paired = await ask(port, {
        ...sent,
        path: '/pair/claim',
        body: JSON.stringify({ code, name: 'a' }),
      });
      const { data } = JSON.parse(paired.text) as { data: ResponseOf<'pair'> };
      return ask(port, { ...sent, path, body: JSON.stringify(body), token: data.token });
    },
    close: () => handle.close(),
  };
}

function logInto(lines: string[], errors: string[]): Log {
  const keep: Log['info'] = (event, facts) => void lines.push(`${event} ${inspect(facts ?? {})}`);
  return {
    debug: keep,
    info: keep,
    warn: keep,
    error: (event, facts) => {
      keep(event, facts);
      if (!event.startsWith('the model')) errors.push(`${event}: ${String(facts?.['error'])}`);
    },
    close: () => undefined,
  };
}
