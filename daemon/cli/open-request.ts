import { request as openPlain } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as openSecure } from 'node:https';
import { CLIENT_HEADER, SESSION_HEADER } from '../../shared/contract/version.ts';
import { DaemonAway } from './daemon-away.ts';
import type { DaemonLink } from './find-daemon.ts';
import { sayFar } from './say-far.ts';

/** Silence after which the daemon counts as away; a slow site is fetched within 30 s. */
const SILENCE_MS = 120_000;

export interface DaemonRequest {
  readonly path: string;
  /** @default 'GET' */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON; null: none. @default null */
  readonly body?: string | null;
  /** Silence after which the daemon counts as away. @default 120000 */
  readonly silenceMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Asks the daemon, encrypted where the link says so, and answers as soon as its answer begins. Silence and a connection that fails are `DaemonAway`. */
export async function openRequest(link: DaemonLink, asked: DaemonRequest): Promise<IncomingMessage> {
  const { path, method = 'GET', body = null, silenceMs = SILENCE_MS, signal } = asked;
  const headers: Record<string, string> = { [CLIENT_HEADER]: 'cli', ...asked.headers };
  if (link.token !== null) headers['Authorization'] = `Bearer ${link.token}`;
  if (link.session !== undefined) headers[SESSION_HEADER] = link.session;
  if (body !== null) {
    headers['Content-Type'] = 'application/json';
    headers['Content-Length'] = String(Buffer.byteLength(body));
  }
  try {
    return await new Promise<IncomingMessage>((resolve, reject) => {
      const to = { host: link.host, port: link.port, agent: false, ...(signal !== undefined && { signal }) };
      const open = link.secure === true ? openSecure : openPlain;
      const request = open({ ...to, method, path, headers });
      request.setTimeout(silenceMs, () => request.destroy(new Error('silence')));
      request
        .on('error', reject)
        .on('response', resolve)
        .end(body ?? undefined);
    });
  } catch (error) {
    throw awayFrom(link, error);
  }
}

/** What a connection that failed or broke off means to a person. */
export function awayFrom(link: DaemonLink, error: unknown): DaemonAway {
  return new DaemonAway(link.remote === true ? sayFar(link, error) : undefined, error);
}
