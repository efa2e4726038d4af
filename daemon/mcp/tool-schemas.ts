import * as z from 'zod/mini';
import { endpoints } from '../../shared/contract/endpoints.ts';
import type { Endpoint } from '../../shared/contract/endpoint.ts';
import type { Tool } from './tool.ts';

export interface JsonObjectSchema {
  readonly [key: string]: unknown;
  readonly type: 'object';
  readonly properties?: Record<string, object>;
  readonly required?: string[];
}

const CURSOR = { type: 'string', description: 'next_cursor of the answer before, to go on from there.' };

/** What a tool takes, as JSON Schema: the route's own fields, those an agent may give, and the tool's extras. */
export function inputSchema(tool: Tool): JsonObjectSchema {
  const whole = jsonSchema(requestSchema(tool), 'input');
  const { properties = {}, required = [] } = whole;
  const given = Object.entries(tool.fields).map(([name, description]): [string, object] => {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return [name, { ...known, description }];
  });
  return {
    type: 'object',
    properties: {
      ...Object.fromEntries(given),
      ...(tool.list !== undefined && { cursor: CURSOR }),
      ...tool.extra,
    },
    ...(required.length > 0 && { required: required.filter((name) => name in tool.fields) }),
    additionalProperties: false,
  };
}

/** What a tool answers with; `next_cursor` is added where a part had to do. */
export function outputSchema(tool: Tool): JsonObjectSchema {
  const whole = jsonSchema(tool.flow?.response ?? endpoints[tool.endpoint].response, 'output');
  if (tool.list === undefined || whole.properties === undefined) return whole;
  const next_cursor = { anyOf: [{ type: 'string' }, { type: 'null' }] };
  return { ...whole, properties: { ...whole.properties, next_cursor } };
}

/** What the tool's arguments are checked against. */
export function requestSchema(tool: Tool): z.ZodMiniType {
  const endpoint: Endpoint = endpoints[tool.endpoint];
  return tool.flow?.request ?? endpoint.request;
}

function jsonSchema(schema: z.ZodMiniType, io: 'input' | 'output'): JsonObjectSchema {
  const whole = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });
  const { $schema: _dialect, ...rest } = open(whole) as Record<string, unknown>;
  return { type: 'object', ...rest };
}

/** A newer daemon may answer with more than this bridge knows; and a tuple is written in two ways by two drafts of JSON Schema, so it is said as what both read alike. */
function open(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(open);
  if (typeof value !== 'object' || value === null) return value;
  if ('prefixItems' in value && Array.isArray(value.prefixItems)) {
    const { length } = value.prefixItems;
    return { type: 'array', items: open(value.prefixItems[0]), minItems: length, maxItems: length };
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, one]) => !(name === 'additionalProperties' && one === false))
      .map(([name, one]: [string, unknown]) => [name, open(one)]),
  );
}
