import * as z from 'zod/mini';
import type { Endpoint } from '../../shared/contract/endpoint.ts';
import { endpoints } from '../../shared/contract/endpoints.ts';
import type { EndpointName } from '../../shared/contract/endpoints.ts';
import { failureBody } from '../../shared/contract/failure.ts';
import { fieldFacts } from '../../shared/contract/fields.ts';
import { CLIENT_HEADER, KEY_HEADER, SESSION_HEADER } from '../../shared/contract/version.ts';
import { FAILURE_STATUSES } from './failure-response.ts';
import { isRepeatable } from './is-repeatable.ts';
import { isRevalidated } from './present-answer.ts';
import { ROUTE_WORDS } from './route-words.ts';

type Schema = Readonly<Record<string, unknown>>;

interface DataSchema extends Schema {
  readonly anyOf?: readonly DataSchema[];
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

/** Answers that are no JSON, and those that come without an envelope. */
const BARE: Partial<Record<EndpointName, readonly string[]>> = {
  health: ['application/json'],
  embed: ['application/json'],
  batchEmbed: ['application/json'],
  embeddings: ['application/json'],
  markdown: ['text/markdown'],
  metrics: ['text/plain'],
  thumbnail: ['image/webp', 'image/jpeg', 'image/png'],
  jobEvents: ['text/event-stream'],
  exportMemory: ['application/x-ndjson', 'application/zstd', 'application/octet-stream'],
};

/** What they keep for a session, or end, is that of the session a client names. */
const OF_A_SESSION: ReadonlySet<EndpointName> = new Set([
  'capture',
  'store',
  'editPage',
  'crawlTemp',
  'crawlDeepStore',
  'batch',
  'clearTemp',
]);

/** The routes as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1), made from the endpoint table and from nothing else. */
export function describeApi(version: string): Schema {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const name of Object.keys(endpoints) as EndpointName[]) {
    const { path, method } = endpoints[name];
    (paths[path] ??= {})[method.toLowerCase()] = describeRoute(name);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Pagekeep',
      version,
      description: 'Remember pages, find them again by meaning, forget them for good: on this machine alone.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: { Failure: schemaOf(failureBody, 'output') },
      responses: {
        Failure: {
          description: 'Refused or failed; `error.message` says in a sentence why.',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
        },
      },
    },
  };
}

function describeRoute(name: EndpointName): Schema {
  const endpoint: Endpoint = endpoints[name];
  const { properties = {}, required = [], ...rest } = schemaOf(endpoint.request, 'input');
  const inPath = Array.from(endpoint.path.matchAll(/\{(\w+)\}/g), ([, field = '']) => field);
  const others = Object.keys(properties).filter((field) => !inPath.includes(field));
  const parameter = (field: string, place: 'path' | 'query') => ({
    name: field,
    in: place,
    required: place === 'path' || required.includes(field),
    schema: properties[field] ?? {},
  });
  // A body of a DELETE has no meaning of its own (RFC 9110, 9.3.5): it is taken, the query is what is described.
  const takesQuery = endpoint.from === 'query' || endpoint.from === 'query-or-body';
  const takesBody = endpoint.from === 'body' || endpoint.method === 'POST';
  const body = {
    ...rest,
    type: 'object',
    properties: Object.fromEntries(others.map((field) => [field, properties[field]])),
    required: required.filter((field) => others.includes(field)),
  };
  return {
    operationId: name,
    summary: ROUTE_WORDS[name],
    ...(endpoint.scope !== null && { description: `Needs the scope \`${endpoint.scope}\`.` }),
    security: endpoint.scope === null ? [] : [{ bearer: [] }],
    parameters: [
      ...inPath.map((field) => parameter(field, 'path')),
      ...(takesQuery ? others.map((field) => parameter(field, 'query')) : []),
      ...headersOf(name, endpoint),
    ],
    ...(takesBody && {
      requestBody: { required: true, content: { 'application/json': { schema: body } } },
    }),
    responses: { ...answersOf(name, endpoint), ...refusals() },
  };
}

function headersOf(name: EndpointName, endpoint: Endpoint): readonly Schema[] {
  const header = (field: string, description: string, schema: Schema) => ({
    name: field,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string', ...schema },
  });
  return [
    ...(isRevalidated(name)
      ? [header('If-None-Match', 'The `ETag` of an answer that is here already.', {})]
      : []),
    ...(isRepeatable(endpoint)
      ? [
          header(KEY_HEADER, 'Sent again with it within 24 h, this is done once.', {
            pattern: '^[!-~]{1,255}$',
          }),
        ]
      : []),
    ...(OF_A_SESSION.has(name)
      ? [
          header(SESSION_HEADER, 'Which of its sessions the client means.', {
            pattern: '^[A-Za-z0-9_-]{0,100}$',
          }),
        ]
      : []),
    ...(name === 'endSession'
      ? [
          {
            ...header(SESSION_HEADER, 'The session to end.', { pattern: '^[A-Za-z0-9_-]{1,100}$' }),
            required: true,
          },
        ]
      : []),
    ...(name === 'pair' ? [{ ...header(CLIENT_HEADER, 'Who asks.', { minLength: 1 }), required: true }] : []),
  ];
}

function answersOf(name: EndpointName, { response }: Endpoint): Schema {
  const data = schemaOf(response, 'output');
  const types = BARE[name];
  const isJson = types === undefined || types.includes('application/json');
  const schema = types === undefined ? inEnvelope(data) : isJson ? data : {};
  const content = Object.fromEntries((types ?? ['application/json']).map((type) => [type, { schema }]));
  const answer = { description: 'Done.', content };
  const isTicket = [data, ...(data.anyOf ?? [])].some(({ properties = {} }) => 'events' in properties);
  return {
    200: answer,
    ...(isTicket && { 202: { ...answer, description: 'Begun; the job goes on.' } }),
    ...(isRevalidated(name) && { 304: { description: 'As it was: what is here already still holds.' } }),
  };
}

function inEnvelope(data: DataSchema): Schema {
  return {
    type: 'object',
    properties: {
      success: { const: true },
      data,
      timestamp: { type: 'string', format: 'date-time' },
    },
    required: ['success', 'data', 'timestamp'],
  };
}

function refusals(): Schema {
  return Object.fromEntries(
    FAILURE_STATUSES.map((status) => [status, { $ref: '#/components/responses/Failure' }]),
  );
}

/** A contract schema as JSON Schema 2020-12. Answers may grow, so no object is closed. */
function schemaOf(schema: z.ZodMiniType, io: 'input' | 'output'): DataSchema {
  const { $schema: _, ...described } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      delete jsonSchema.additionalProperties;
      // Programs that read OpenAPI stumble over tuples; ours hold one kind of value.
      const [each] = jsonSchema.prefixItems ?? [];
      if (each !== undefined) Object.assign(jsonSchema, { items: each, prefixItems: undefined });
      // What is malformed counts as absent there, so anything may come.
      if ((zodSchema as { def?: { type: string } }).def?.type === 'catch') {
        for (const keyword of Object.keys(jsonSchema)) delete jsonSchema[keyword];
      }
      const facts = fieldFacts.get(zodSchema);
      if (facts !== undefined) Object.assign(jsonSchema, facts);
    },
  });
  return described;
}
