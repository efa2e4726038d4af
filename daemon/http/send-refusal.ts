import type { ServerResponse } from 'node:http';
import { failureResponse } from './failure-response.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Answers a raw request with a refusal, in the words and headers of every other. */
export function sendRefusal(outgoing: ServerResponse, error: unknown): void {
  const { status, headers, body } = failureResponse(error);
  outgoing.writeHead(status, { ...SECURITY_HEADERS, ...headers, 'content-length': Buffer.byteLength(body) });
  outgoing.end(body);
}
