import type { Context } from 'hono';
import * as z from 'zod/mini';
import type { Endpoint } from '../../shared/contract/endpoint.ts';
import { LIMITS } from '../../shared/contract/limits.ts';
import { Failure } from '../failure.ts';
import { convertFields, readQuery } from './read-query.ts';
import { readJsonObject } from './read-body.ts';
import { refusedField, UNSAID } from '../refused-field.ts';

/**
 * Reads and checks a request by its row of the endpoint table; path parameters count as fields. Throws `bad-input`,
 * `too-long`, `too-large` or `not-json` with one sentence.
 */
export async function readRequest(endpoint: Endpoint, context: Context): Promise<unknown> {
  const fields = {
    ...(await readFields(endpoint, context)),
    ...convertFields(context.req.param(), endpoint.request),
  };
  const parsed = z.safeParse(endpoint.request, fields, UNSAID);
  if (!parsed.success) throw refusedField(parsed.error.issues, fields);
  return parsed.data;
}

async function readFields(endpoint: Endpoint, context: Context): Promise<Record<string, unknown>> {
  const { search } = new URL(context.req.url);
  const { from, method, maxBytes = LIMITS.bodyBytes } = endpoint;
  if (from === 'query') return readQuery(search, endpoint.request);
  // Nothing is asked for, but a write that brings something else than an object is a mistake.
  if (from === 'none' && method !== 'POST') return {};
  const body = await readJsonObject(context.req.raw, maxBytes);
  if (from === 'none') return {};
  if (from === 'body' || search === '') return body;
  if (Object.keys(body).length === 0) return readQuery(search, endpoint.request);
  throw new Failure('bad-input', 'Send this either in the query or in the body, not in both.');
}
