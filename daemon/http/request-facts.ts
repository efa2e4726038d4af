import type { IncomingMessage } from 'node:http';
import { CLIENT_HEADER } from '../../shared/contract/version.ts';
import type { RequestFacts } from '../security/origin-guard.ts';

/** Segments of letters a router cannot read in two ways: no `//`, no dot segment, no `%`, no backslash. */
const PLAIN_PATH = /^\/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*\/?)?$/;

/** Reads what the guard looks at from the raw request, where a header sent twice still stands twice. */
export function requestFacts(incoming: IncomingMessage): Omit<RequestFacts, 'client'> {
  const path = (incoming.url ?? '').split('?', 1)[0] ?? '';
  const length = incoming.headers['content-length'];
  return {
    method: incoming.method ?? '',
    path: PLAIN_PATH.test(path) ? path : null,
    hosts: rawHeader(incoming, 'host'),
    fetchSites: rawHeader(incoming, 'sec-fetch-site'),
    origins: rawHeader(incoming, 'origin'),
    contentTypes: rawHeader(incoming, 'content-type'),
    hasBody: (length !== undefined && length !== '0') || incoming.headers['transfer-encoding'] !== undefined,
    hasClientHeader: rawHeader(incoming, CLIENT_HEADER.toLowerCase()).length > 0,
  };
}

/** Every value of a header, in order; `name` in small letters. */
export function rawHeader(incoming: IncomingMessage, name: string): string[] {
  const values: string[] = [];
  const raw = incoming.rawHeaders;
  for (let index = 0; index + 1 < raw.length; index += 2) {
    if (raw[index]?.toLowerCase() === name) values.push(raw[index + 1] ?? '');
  }
  return values;
}
