import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { readConfig } from '../../daemon/config.ts';

const composed = z.strictObject({
  name: z.string(),
  services: z.record(
    z.string(),
    z.strictObject({
      build: z.optional(
        z.strictObject({ context: z.literal('..'), dockerfile: z.literal('deploy/Dockerfile') }),
      ),
      image: z.optional(z.string().regex(/:\d+\.\d+\.\d+$/)),
      command: z.optional(z.array(z.string())),
      restart: z.optional(z.literal('unless-stopped')),
      stdin_open: z.optional(z.boolean()),
      shm_size: z.optional(z.string()),
      ports: z.optional(z.array(z.string())),
      environment: z.record(z.string(), z.string()),
      secrets: z.optional(z.array(z.string())),
      volumes: z.optional(z.array(z.string())),
      depends_on: z.optional(z.array(z.string())),
      healthcheck: z.optional(z.looseObject({ test: z.array(z.string()) })),
    }),
  ),
  volumes: z.record(z.string(), z.object({})),
  secrets: z.optional(z.record(z.string(), z.strictObject({ file: z.string() }))),
});

const GIVEN: Readonly<Record<string, string>> = {
  PAGEKEEP_API_KEY: 'a-key',
  PAGEKEEP_PUBLIC_HOSTS: 'home.example:7410',
  PAGEKEEP_REMOTE: 'https://home.example:7410',
  PAGEKEEP_REMOTE_KEY: 'a-key',
  CRAWL4AI_API_TOKEN: 'a-token',
};

function read(file: string) {
  const text = readFileSync(new URL(`../../deploy/${file}`, import.meta.url), 'utf8');
  return composed.parse(parse(text));
}

/** As compose puts values in; what is not given has to be asked for. */
function fill(environment: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => {
      return [name, value.replaceAll(/\$\{(\w+):\?[^}]+\}/g, (_, variable: string) => GIVEN[variable] ?? '')];
    }),
  );
}

test('the server is Pagekeep behind TLS with Crawl4AI beside it, and everything kept is in a volume', () => {
  const { services, volumes, secrets } = read('server.compose.yaml');
  const { pagekeep, crawl4ai } = services;
  const config = readConfig({ env: fill(pagekeep?.environment ?? {}), flags: { 'allow-remote': true } });
  expect(config).toMatchObject({
    host: '0.0.0.0',
    port: 7410,
    apiKey: 'a-key',
    publicHosts: ['home.example:7410'],
    tls: { cert: '/run/secrets/tls_cert', key: '/run/secrets/tls_key' },
    crawl4aiUrl: 'http://crawl4ai:11235',
    crawl4aiToken: 'a-token',
  });
  expect(pagekeep?.volumes).toEqual(['memory:/data']);
  expect(Object.keys(volumes)).toEqual(['memory']);
  expect(pagekeep?.secrets).toEqual(Object.keys(secrets ?? {}));
  expect(crawl4ai?.ports).toBeUndefined();
  // The same that the daemon would set up by itself.
  const required = readFileSync(
    new URL('../../daemon/crawl/crawl4ai/requirements.txt', import.meta.url),
    'utf8',
  );
  expect(crawl4ai?.image).toBe(`unclecode/crawl4ai:${/^crawl4ai==(\S+)/m.exec(required)?.[1] ?? ''}`);
});

test('the client is the bridge alone', () => {
  const { services } = read('client.compose.yaml');
  expect(Object.keys(services)).toEqual(['mcp']);
  expect(services['mcp']).toMatchObject({ command: ['mcp'], stdin_open: true });
  expect(services['mcp']?.ports).toBeUndefined();
  const { remote, remoteKey } = readConfig({ env: fill(services['mcp']?.environment ?? {}) });
  expect(remote).toEqual({ host: 'home.example', port: 7410, secure: true });
  expect(remoteKey).toBe('a-key');
});

test('the image holds what is published, runs as nobody special and keeps its memory outside', () => {
  const lines = readFileSync(new URL('../../deploy/Dockerfile', import.meta.url), 'utf8').split('\n');
  const said = (word: string) => lines.filter((line) => line.startsWith(`${word} `));
  expect(said('RUN').join('\n')).toContain('npm pack');
  expect(said('USER')).toEqual(['USER node']);
  expect(said('VOLUME')).toEqual(['VOLUME /data']);
  expect(said('ENV')).toEqual(['ENV PAGEKEEP_DATA_DIR=/data']);
  expect(said('ENTRYPOINT')).toEqual(['ENTRYPOINT ["pagekeep"]']);
  expect(said('CMD')).toEqual(['CMD ["start", "--no-open", "--allow-remote"]']);
});
