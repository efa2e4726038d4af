import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js';
import type { Tool } from './tool.ts';

/** Clients give up after 60 s of silence; a sign of life now and then keeps the ones that listen. */
const HEARTBEAT_MS = 3_000;

/** Says how far a call is. Without a listener nothing is sent. */
export interface Progress extends Disposable {
  /** Whether the client asked to be told. */
  readonly heard: boolean;
  say(done: number, total: number | undefined, message: string): void;
}

/** Tells a client that asked for it that its call still goes on, until the call is over. */
export function reportProgress(
  extra: RequestHandlerExtra<ServerRequest, ServerNotification>,
  { title }: Pick<Tool, 'title'>,
): Progress {
  const progressToken = extra._meta?.progressToken;
  if (progressToken === undefined) return { heard: false, say() {}, [Symbol.dispose]() {} };
  let last = 0;
  const send = (progress: number, total: number | undefined, message: string): void => {
    // The protocol wants every number above the one before.
    last = Math.max(progress, last + 0.001);
    const params = { progressToken, progress: last, message, ...(total !== undefined && { total }) };
    extra.sendNotification({ method: 'notifications/progress', params }).catch(() => {});
  };
  const beat = setInterval(() => send(last, undefined, `${title}…`), HEARTBEAT_MS);
  return { heard: true, say: send, [Symbol.dispose]: () => clearInterval(beat) };
}
