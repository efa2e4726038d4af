import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ExportStream } from '../../shared/contract/archive.ts';
import { endpoints } from '../../shared/contract/endpoints.ts';
import type { EndpointName } from '../../shared/contract/endpoints.ts';
import type { Thumbnail } from '../../shared/contract/image.ts';
import type { JobEvent } from '../../shared/contract/job.ts';
import type { Client } from '../security/clients.ts';
import { envelope } from './envelope.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { streamEvents } from './stream-events.ts';
import { whileAdmitted } from './while-admitted.ts';

/** Servers of embeddings answer so. */
const BARE: ReadonlySet<EndpointName> = new Set(['embed', 'batchEmbed', 'embeddings']);
const TEXTS: Partial<Record<EndpointName, string>> = {
  markdown: 'text/markdown; charset=utf-8',
  // https://prometheus.io/docs/instrumenting/exposition_formats/
  metrics: 'text/plain; version=0.0.4; charset=utf-8',
};

/** Who asks, and what it has already. */
export interface Reader {
  readonly client: Client | null;
  /** `If-None-Match`. */
  readonly known: string | undefined;
  /** Whether it may still come in, as it could when it asked. */
  readonly isAdmitted: () => Promise<boolean>;
}

/** An answer as it leaves: most in an envelope, text and pictures as they are, streams as they come. What a reader has already is not sent again (RFC 9110, 13.1.2). */
export function presentAnswer(name: EndpointName, data: unknown, reader: Reader): Response {
  const { client, known, isAdmitted } = reader;
  if (name === 'jobEvents')
    return streamEvents(whileAdmitted(data as AsyncIterable<JobEvent | null>, isAdmitted));
  if (name === 'exportMemory') {
    const made = data as ExportStream;
    return sendExport({ ...made, body: whileAdmitted(made.body, isAdmitted) });
  }
  if (name === 'health') return send('application/json', JSON.stringify(withoutDetails(data, client)));
  const { type, content, body } = writeAnswer(name, data);
  if (!isRevalidated(name)) {
    // A job's ticket says that the work has only begun.
    const begun = typeof data === 'object' && data !== null && 'events' in data;
    return send(type, body(), {}, begun ? 202 : 200);
  }
  const etag = `W/"${hash('sha256', content, 'base64url')}"`;
  if (knows(known, etag)) return new Response(null, { status: 304, headers: { ...SECURITY_HEADERS, etag } });
  return send(type, body(), { etag });
}

/** Whether an answer says by an `ETag` when it has changed. */
export function isRevalidated(name: EndpointName): boolean {
  const { method, scope } = endpoints[name];
  return method === 'GET' && scope !== null && name !== 'jobEvents' && name !== 'exportMemory';
}

/** `content` is what an answer says, without the time at which it was said. */
function writeAnswer(name: EndpointName, data: unknown) {
  const textType = TEXTS[name];
  if (textType !== undefined) {
    const text = String(data);
    return { type: textType, content: text, body: () => text };
  }
  if (name === 'thumbnail') {
    const { type, bytes } = data as Thumbnail;
    return { type, content: bytes, body: () => new Uint8Array(bytes) };
  }
  const content = JSON.stringify(data);
  return {
    type: 'application/json',
    content,
    body: () => (BARE.has(name) ? content : envelope(content)),
  };
}

function send(
  type: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
  status = 200,
): Response {
  return new Response(body, { status, headers: { ...SECURITY_HEADERS, 'content-type': type, ...headers } });
}

/** Made while it is sent: a reader who is slow holds up nobody, one who goes away ends it. */
function sendExport({ type, name, body }: ExportStream): Response {
  const headers = { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` };
  return new Response(Readable.toWeb(Readable.from(body)) as ReadableStream, {
    headers: { ...SECURITY_HEADERS, ...headers },
  });
}

function withoutDetails(health: unknown, client: Client | null): unknown {
  if (client !== null || typeof health !== 'object' || health === null) return health;
  const { status, ready, locked } = health as { status?: unknown; ready?: unknown; locked?: unknown };
  return { status, ready, locked };
}

/** Weak comparison: the answers say the same, at another time. */
function knows(known: string | undefined, etag: string): boolean {
  if (known === undefined) return false;
  const tags = new Set(known.split(',').map((tag) => tag.trim().replace(/^W\//, '')));
  return tags.has('*') || tags.has(etag.slice('W/'.length));
}
