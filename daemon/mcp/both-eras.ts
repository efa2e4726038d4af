import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';

/**
 * Clients of 2026 open with no handshake: each request carries version, name and abilities of its client, and each result
 * says what kind it is and how long it holds. The methods are those of 2025, which the SDK speaks, so this stands between
 * the two and translates what surrounds them.
 */
const MODERN = '2026-07-28';
const META = 'io.modelcontextprotocol/';
/** Methods of 2025 that the later revision has no more, beside the handshake itself. */
const GONE = new Set([
  'initialize',
  'ping',
  'logging/setLevel',
  'resources/subscribe',
  'resources/unsubscribe',
]);
/** How long a list or page may be kept, in ms: the tools stay as they are while the bridge runs, pages do not. */
const TTL_MS: Readonly<Record<string, number>> = {
  'server/discover': 3_600_000,
  'tools/list': 3_600_000,
  'prompts/list': 3_600_000,
  'resources/templates/list': 3_600_000,
  'resources/list': 0,
  'resources/read': 0,
};

export interface ServerFacts {
  readonly serverInfo: { readonly name: string; readonly version: string; readonly title: string };
  readonly capabilities: Record<string, object>;
  readonly instructions: string;
}

type Message = JSONRPCMessage & {
  readonly id?: string | number;
  readonly method?: string;
  readonly params?: {
    readonly _meta?: Readonly<Record<string, unknown>>;
    readonly requestId?: string | number;
  };
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
};

/** A transport that speaks both revisions outwards and the earlier one inwards. `onClient` hears a modern client's name. */
export function bothEras(outer: Transport, facts: ServerFacts, onClient: (name: string) => void): Transport {
  const modern = new Map<string | number, string>();

  const inner: Transport = {
    start: async () => {
      outer.onmessage = (message) => {
        letGo(message as Message);
        receive(message as Message);
      };
      outer.onclose = () => inner.onclose?.();
      outer.onerror = (error) => inner.onerror?.(error);
      await outer.start();
    },
    send: (message) => outer.send(outgoing(message as Message)),
    close: () => outer.close(),
  };

  /** Nothing answers what was called off, and its id may come again. */
  function letGo({ method, params }: Message): void {
    if (method === 'notifications/cancelled' && params?.requestId !== undefined)
      modern.delete(params.requestId);
  }

  function receive(message: Message): void {
    const meta = message.params?._meta;
    const version = meta?.[`${META}protocolVersion`];
    const { id, method } = message;
    if (id === undefined || method === undefined || typeof version !== 'string') {
      return inner.onmessage?.(message);
    }
    if (version !== MODERN) {
      const data = { supported: [MODERN], requested: version };
      return refuse(id, -32_022, `Unsupported protocol version: ${version.slice(0, 40)}`, data);
    }
    if (GONE.has(method)) return refuse(id, -32_601, 'Method not found');
    const client = meta?.[`${META}clientInfo`];
    if (typeof client === 'object' && client !== null && 'name' in client) onClient(String(client.name));
    modern.set(id, method);
    if (method !== 'server/discover') return inner.onmessage?.(message);
    const { capabilities, instructions } = facts;
    const result = { supportedVersions: [MODERN], capabilities, instructions };
    return void inner.send({ jsonrpc: '2.0', id, result });
  }

  function refuse(id: string | number, code: number, message: string, data?: unknown): void {
    void outer.send({ jsonrpc: '2.0', id, error: { code, message, ...(data !== undefined && { data }) } });
  }

  function outgoing(message: Message): JSONRPCMessage {
    const { id, method } = message;
    const error = message.error === undefined ? undefined : plainError(message.error);
    const answered = id === undefined || method !== undefined ? undefined : modern.get(id);
    if (id === undefined || answered === undefined) {
      return error === undefined ? message : { ...message, error };
    }
    modern.delete(id);
    if (error !== undefined) {
      const code = error.code === -32_002 ? -32_602 : error.code;
      return { ...message, error: { ...error, code } };
    }
    return { ...message, result: modernResult(answered, message.result ?? {}, facts) };
  }

  return inner;
}

/** Where parameters do not fit their schema the SDK answers "internal error" and prints the schema's complaints as JSON. */
function plainError(error: NonNullable<Message['error']>): NonNullable<Message['error']> {
  const isSchema = error.code === -32_603 && /^\[\s*\{/.test(error.message);
  return isSchema ? { code: -32_602, message: 'The params are not what this method takes.' } : error;
}

function modernResult(
  method: string,
  result: Record<string, unknown>,
  { serverInfo }: ServerFacts,
): Record<string, unknown> {
  const ttl = TTL_MS[method];
  return {
    resultType: 'complete',
    ...result,
    ...(ttl !== undefined && { ttlMs: ttl, cacheScope: 'private' }),
    _meta: { ...(result['_meta'] as object | undefined), [`${META}serverInfo`]: serverInfo },
  };
}
