import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { helpRooms } from '../../daemon/http/help-rooms.ts';
import type { Caller } from '../../daemon/http/rooms.ts';
import { endpoints } from '../../shared/contract/endpoints.ts';
import type { EndpointName } from '../../shared/contract/endpoints.ts';
import type { Endpoint } from '../../shared/contract/endpoint.ts';
import { ask, openDoor } from '../attacks/open-door.ts';
import type { OpenDoor } from '../attacks/open-door.ts';

interface Route {
  readonly operationId: string;
  readonly summary: string;
  readonly security: readonly unknown[];
  readonly parameters: readonly { name: string; in: string; required: boolean; schema: object }[];
  readonly requestBody?: { content: Record<string, { schema: { properties: Record<string, object> } }> };
  readonly responses: Readonly<Record<string, object>>;
}

let door: OpenDoor;
let paths: Readonly<Record<string, Readonly<Record<string, Route>>>>;

beforeAll(async () => {
  door = await openDoor();
  const { text } = await ask(door.port, { path: '/openapi.json', token: null });
  ({ paths } = JSON.parse(text) as { paths: typeof paths });
});
afterAll(() => door.close());

describe('/openapi.json', () => {
  test('names every route of the table and no other, with its method', () => {
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => [operationId, method.toUpperCase(), path]),
    );
    const table = Object.entries(endpoints).map(([name, { method, path }]) => [name, method, path]);
    expect(new Set(described.map(String))).toEqual(new Set(table.map(String)));
    expect(described).toHaveLength(table.length);
  });

  test('says of every route in a sentence what it does, who may call it, and how it refuses', () => {
    for (const [path, methods] of Object.entries(paths)) {
      for (const route of Object.values(methods)) {
        const { scope }: Endpoint = endpoints[route.operationId as keyof typeof endpoints];
        expect(route.summary, path).toMatch(/^[A-Z].+\.$/);
        expect(route.security, path).toHaveLength(scope === null ? 0 : 1);
        expect(Object.keys(route.responses), path).toEqual(
          expect.arrayContaining([
            '200',
            '400',
            '401',
            '403',
            '404',
            '405',
            '413',
            '415',
            '421',
            '429',
            '500',
            '507',
          ]),
        );
      }
    }
  });

  test('gives every placeholder of a path as a parameter, and nothing twice', () => {
    for (const [path, methods] of Object.entries(paths)) {
      const placeholders = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name);
      for (const { parameters } of Object.values(methods)) {
        const inPath = parameters.filter((parameter) => parameter.in === 'path');
        expect(inPath.map(({ name }) => name)).toEqual(placeholders);
        expect(inPath.every(({ required }) => required)).toBe(true);
        expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length);
      }
    }
  });

  test('tells the bounds that are checked by functions', () => {
    const body =
      paths['/api/v1/search']?.['post']?.requestBody?.content['application/json']?.schema.properties;
    expect(body).toMatchObject({
      query: { type: 'string', maxLength: 10_000 },
      limit: { type: 'integer', minimum: 1, maximum: 100 },
      since: { type: 'string', pattern: expect.stringContaining('-02-29') },
      retention_policy: { pattern: expect.stringContaining('session_only') },
    });
  });
});

test('every example of the help is a request that is taken', async () => {
  const house = { version: '0.0.0' } as Parameters<typeof helpRooms>[0];
  const { tools } = await helpRooms(house).help({}, {} as Caller);
  expect(tools.map(({ name }) => name)).toEqual(Object.keys(endpoints));
  const refused = tools.flatMap(({ name, example }) => {
    const { request }: Endpoint = endpoints[name as EndpointName];
    return z.safeParse(request, example).error?.issues.map(({ message }) => `${name}: ${message}`) ?? [];
  });
  expect(refused).toEqual([]);
});

test('/docs shows every route without a script or anything from outside, and holds its page to that', async () => {
  const { status, text, headers } = await ask(door.port, { path: '/docs', token: null });
  expect(status).toBe(200);
  for (const name of Object.keys(endpoints)) expect(text).toContain(`<details id="${name}">`);
  expect(text).not.toMatch(/<script|style=|https?:\/\/(?!example)/);
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect((await ask(door.port, { path: '/docs.css', token: null })).headers['content-type']).toContain(
    'text/css',
  );
  expect((await ask(door.port, { path: '/docs', method: 'POST', token: null })).status).not.toBe(200);
});
