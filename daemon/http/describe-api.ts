import * as z from 'zod/mini';
import type { Endpoint } from '../../shared/contract/endpoint.ts';
import { endpoints } from '../../shared/contract/endpoints.ts';
import type { EndpointName } from '../../shared/contract/endpoints.ts';
import { failureBody } from '../../shared/contract/failure.ts';
import { fieldFacts } from '../../shared/contract/fields.ts';
import { FAILURE_STATUSES } from './failure-response.ts';
import { ROUTE_WORDS } from './route-words.ts';

type Schema = Readonly<Record<string, unknown>>;

interface DataSchema extends Schema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

/** Answers that are no JSON, and those that come without an envelope. */
const BARE: Partial<Record<EndpointName, string>> = {
  health: 'application/json',
  embed: 'application/json',
  batchEmbed: 'application/json',
  embeddings: 'application/json',
  markdown: 'text/markdown',
  thumbnail: 'image/*',
  jobEvents: 'text/event-stream',
  exportMemory: 'application/octet-stream',
};

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
    required: place === 'path' || (endpoint.from === 'query' && required.includes(field)),
    schema: properties[field] ?? {},
  });
  const takesQuery = endpoint.from === 'query' || endpoint.from === 'query-or-body';
  const takesBody = endpoint.from === 'body' || endpoint.from === 'query-or-body';
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
    ],
    ...(takesBody && {
      requestBody: {
        required: endpoint.from === 'body',
        content: { 'application/json': { schema: body } },
      },
    }),
    responses: { ...answersOf(name, endpoint), ...refusals() },
  };
}

function answersOf(name: EndpointName, { response }: Endpoint): Schema {
  const data = schemaOf(response, 'output');
  const type = BARE[name];
  const schema = type === undefined ? inEnvelope(data) : type === 'application/json' ? data : {};
  const isTicket = 'events' in (data.properties ?? {});
  const answer = { description: 'Done.', content: { [type ?? 'application/json']: { schema } } };
  return isTicket
    ? { 200: answer, 202: { ...answer, description: 'Begun; the job goes on.' } }
    : { 200: answer };
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
      const facts = fieldFacts.get(zodSchema);
      if (facts === undefined) return;
      if ('anyOf' in facts) delete jsonSchema.type;
      Object.assign(jsonSchema, facts);
    },
  });
  return described;
}
