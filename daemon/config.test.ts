import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { Failure } from './failure.ts';
import type { Config } from './config.ts';

function sentence(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Failure && error.code === 'bad-input') return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}

test('nothing set gives the defaults', () => {
  const { dataDir, ...rest } = readConfig({ env: {} });
  expect(dataDir).toMatch(/pagekeep/);
  expect(rest).toEqual({
    port: 7410,
    host: '127.0.0.1',
    remote: null,
    remoteKey: null,
    allowRemote: false,
    publicHosts: [],
    tls: null,
    apiKey: null,
    memory: 'ram',
    syncIdleMs: 5000,
    syncPeriodMs: 300_000,
    modelDir: null,
    crawl4ai: 'embedded',
    crawl4aiDir: null,
    crawl4aiUrl: null,
    crawl4aiToken: null,
    allowHosts: [],
    rateLimitPerMinute: 600,
    maxConcurrentCrawls: 2,
    keepVersions: { count: 10 },
    languages: null,
  });
});

const accepted: [variable: string, text: string, name: keyof Config, value: unknown][] = [
  ['PAGEKEEP_DATA_DIR', 'kept/here', 'dataDir', resolve('kept/here')],
  ['DB_PATH', '/kept/here/rag.db', 'dataDir', resolve('/kept/here')],
  ['PAGEKEEP_PORT', '8000', 'port', 8000],
  ['PAGEKEEP_PORT', '0', 'port', 0],
  ['API_PORT', '8080', 'port', 8080],
  ['PAGEKEEP_HOST', 'localhost', 'host', 'localhost'],
  ['PAGEKEEP_HOST', '::1', 'host', '::1'],
  ['PAGEKEEP_HOST', '[::1]', 'host', '::1'],
  ['API_HOST', '127.0.0.1', 'host', '127.0.0.1'],
  ['PAGEKEEP_API_KEY', 'k-1', 'apiKey', 'k-1'],
  ['API_KEY', 'k-2', 'apiKey', 'k-2'],
  ['PAGEKEEP_MEMORY', 'disk', 'memory', 'disk'],
  ['USE_MEMORY_DB', 'true', 'memory', 'ram'],
  ['USE_MEMORY_DB', 'False', 'memory', 'disk'],
  ['PAGEKEEP_SYNC_IDLE_MS', '100', 'syncIdleMs', 100],
  ['PAGEKEEP_SYNC_PERIOD_MS', '1000', 'syncPeriodMs', 1000],
  ['PAGEKEEP_MODEL_DIR', '/models', 'modelDir', resolve('/models')],
  [
    'PAGEKEEP_ALLOW_HOSTS',
    'Wiki.local, 10.0.0.5:8080 ,[fd00::1]:80',
    'allowHosts',
    ['wiki.local', '10.0.0.5:8080', '[fd00::1]:80'],
  ],
  ['PAGEKEEP_RATE_LIMIT_PER_MINUTE', '0', 'rateLimitPerMinute', 0],
  ['PAGEKEEP_LANGUAGES', 'EN, zh-hant', 'languages', ['en', 'zh-Hant']],
  ['PAGEKEEP_LANGUAGES', 'all', 'languages', null],
  ['PAGEKEEP_KEEP_VERSIONS', '0', 'keepVersions', { count: 0 }],
  ['PAGEKEEP_KEEP_VERSIONS', '3650_days', 'keepVersions', { days: 3650 }],
  ['PAGEKEEP_CRAWL4AI', 'none', 'crawl4ai', 'none'],
  ['PAGEKEEP_CRAWL4AI_DIR', 'kept/here', 'crawl4aiDir', resolve('kept/here')],
  ['CRAWL4AI_URL', 'http://10.0.0.7:11235/', 'crawl4aiUrl', 'http://10.0.0.7:11235/'],
  ['CRAWL4AI_API_TOKEN', 't-1', 'crawl4aiToken', 't-1'],
  [
    'PAGEKEEP_PUBLIC_HOSTS',
    'Home.Example:7410, docs.local',
    'publicHosts',
    ['home.example:7410', 'docs.local'],
  ],
  ['IS_SERVER', 'true', 'port', 7410],
  ['PAGEKEEP_PORT', '', 'port', 7410],
];

test.each(accepted)('%s=%s sets %s', (variable, text, name, value) => {
  expect(readConfig({ env: { [variable]: text } })[name]).toEqual(value);
});

const refused: [variable: string, text: string, said: RegExp][] = [
  ['PAGEKEEP_DATA_DIR', ' ', /^PAGEKEEP_DATA_DIR must be the path of a folder\.$/],
  ['PAGEKEEP_DATA_DIR', 'a\0b', /^PAGEKEEP_DATA_DIR must be/],
  ['DB_PATH', ' ', /^DB_PATH must be the path of a file\.$/],
  ['PAGEKEEP_PORT', '65536', /^PAGEKEEP_PORT must be a whole number from 0 to 65535\.$/],
  ['PAGEKEEP_PORT', '-1', /^PAGEKEEP_PORT must/],
  ['PAGEKEEP_PORT', '7410x', /^PAGEKEEP_PORT must/],
  ['PAGEKEEP_PORT', '1e3', /^PAGEKEEP_PORT must/],
  ['PAGEKEEP_PORT', '80.5', /^PAGEKEEP_PORT must/],
  ['API_PORT', 'http', /^API_PORT must be a whole number/],
  ['PAGEKEEP_HOST', 'http://localhost', /^PAGEKEEP_HOST must be an IP address or a host name\.$/],
  ['PAGEKEEP_HOST', 'localhost:80', /^PAGEKEEP_HOST must/],
  ['PAGEKEEP_HOST', 'a b', /^PAGEKEEP_HOST must/],
  ['PAGEKEEP_HOST', '0.0.0.0', /PAGEKEEP_API_KEY and --allow-remote/],
  ['API_HOST', '::', /PAGEKEEP_API_KEY and --allow-remote/],
  ['PAGEKEEP_API_KEY', 'two words', /^PAGEKEEP_API_KEY must be 1 to 512 visible ASCII characters/],
  ['API_KEY', 'ключ', /^API_KEY must/],
  ['PAGEKEEP_MEMORY', 'RAM!', /^PAGEKEEP_MEMORY must be ram or disk\.$/],
  ['USE_MEMORY_DB', 'maybe', /^USE_MEMORY_DB must be true or false\.$/],
  ['USE_MEMORY_DB', 'constructor', /^USE_MEMORY_DB must be true or false\.$/],
  ['PAGEKEEP_SYNC_IDLE_MS', '99', /^PAGEKEEP_SYNC_IDLE_MS must be milliseconds from 100/],
  ['PAGEKEEP_SYNC_PERIOD_MS', '5 min', /^PAGEKEEP_SYNC_PERIOD_MS must/],
  ['PAGEKEEP_MODEL_DIR', '  ', /^PAGEKEEP_MODEL_DIR must be the path of a folder\.$/],
  ['PAGEKEEP_ALLOW_HOSTS', 'http://wiki.local', /^PAGEKEEP_ALLOW_HOSTS must be a comma-separated list/],
  ['PAGEKEEP_ALLOW_HOSTS', 'user@wiki.local', /^PAGEKEEP_ALLOW_HOSTS must/],
  ['PAGEKEEP_RATE_LIMIT_PER_MINUTE', '1000001', /^PAGEKEEP_RATE_LIMIT_PER_MINUTE must/],
  ['PAGEKEEP_LANGUAGES', 'english', /^PAGEKEEP_LANGUAGES must be all or/],
  ['PAGEKEEP_LANGUAGES', ',', /^PAGEKEEP_LANGUAGES must/],
  ['PAGEKEEP_LANGUAGES', 'en_US', /^PAGEKEEP_LANGUAGES must/],
  ['PAGEKEEP_KEEP_VERSIONS', '1001', /^PAGEKEEP_KEEP_VERSIONS must be how many earlier versions/],
  ['PAGEKEEP_KEEP_VERSIONS', '0_days', /^PAGEKEEP_KEEP_VERSIONS must/],
  ['PAGEKEEP_KEEP_VERSIONS', '3651_days', /^PAGEKEEP_KEEP_VERSIONS must/],
  ['PAGEKEEP_KEEP_VERSIONS', '-1', /^PAGEKEEP_KEEP_VERSIONS must/],
  ['PAGEKEEP_KEEP_VERSIONS', 'many', /^PAGEKEEP_KEEP_VERSIONS must/],
  ['IS_SERVER', 'false', /^IS_SERVER=false asks for client mode, which needs PAGEKEEP_REMOTE\.$/],
  ['PAGEKEEP_CRAWL4AI', 'docker', /^PAGEKEEP_CRAWL4AI must be embedded/],
  ['CRAWL4AI_URL', 'localhost:11235', /^CRAWL4AI_URL must be the address of a Crawl4AI server/],
  ['CRAWL4AI_URL', 'http://user@a.example', /^CRAWL4AI_URL must be/],
  ['CRAWL4AI_URL', 'file:///etc/passwd', /^CRAWL4AI_URL must be/],
  ['CRAWL4AI_API_TOKEN', 'two words', /^CRAWL4AI_API_TOKEN must be/],
  ['IS_SERVER', '2', /^IS_SERVER must be true, false or left out\.$/],
  ['PAGEKEEP_PUBLIC_HOSTS', 'https://home.example', /^PAGEKEEP_PUBLIC_HOSTS must be a comma-separated list/],
  ['PAGEKEEP_PUBLIC_HOSTS', 'home.example/path', /^PAGEKEEP_PUBLIC_HOSTS must/],
  ['PAGEKEEP_TLS_CERT', '/etc/cert.pem', /^PAGEKEEP_TLS_CERT and PAGEKEEP_TLS_KEY go together\.$/],
  ['PAGEKEEP_TLS_KEY', '/etc/key.pem', /^PAGEKEEP_TLS_CERT and PAGEKEEP_TLS_KEY go together\.$/],
  ['PAGEKEEP_REMOTE', 'http://home.example:7410', /^PAGEKEEP_REMOTE must be the address of a Pagekeep/],
  ['PAGEKEEP_REMOTE', 'https://user@home.example', /^PAGEKEEP_REMOTE must be/],
  ['PAGEKEEP_REMOTE', 'https://home.example/path', /^PAGEKEEP_REMOTE must be/],
  ['PAGEKEEP_REMOTE', 'home.example', /^PAGEKEEP_REMOTE must be/],
  ['PAGEKEEP_REMOTE', 'https://home.example', /^PAGEKEEP_REMOTE needs PAGEKEEP_REMOTE_KEY/],
  ['PAGEKEEP_REMOTE_KEY', 'a b', /^PAGEKEEP_REMOTE_KEY must be/],
];

test.each(refused)('%s=%j is refused in one sentence', (variable, text, said) => {
  expect(sentence(() => readConfig({ env: { [variable]: text } }))).toMatch(said);
});

test('a refused key is not repeated', () => {
  expect(sentence(() => readConfig({ env: { PAGEKEEP_API_KEY: 'my secret' } }))).not.toContain('secret');
});

function readRemote(address: string) {
  return readConfig({ env: { PAGEKEEP_REMOTE: address, PAGEKEEP_REMOTE_KEY: 'k', IS_SERVER: 'false' } })
    .remote;
}

test('another Pagekeep is named by its address, on this computer without encryption too', () => {
  expect(readRemote('https://Home.example')).toEqual({ host: 'home.example', port: 443, secure: true });
  expect(readRemote('https://home.example:7410/')).toEqual({
    host: 'home.example',
    port: 7410,
    secure: true,
  });
  expect(readRemote('http://[::1]:7410')).toEqual({ host: '::1', port: 7410, secure: false });
});

describe('layers', () => {
  test('flags win over variables, those over .env, that over config.json', () => {
    const file = { port: 1001, memory: 'disk', rate_limit_per_minute: 1, sync_idle_ms: 200 };
    const dotEnv = { PAGEKEEP_PORT: '1002', PAGEKEEP_MEMORY: 'ram', PAGEKEEP_RATE_LIMIT_PER_MINUTE: '2' };
    const env = { PAGEKEEP_PORT: '1003', PAGEKEEP_RATE_LIMIT_PER_MINUTE: '3' };
    const config = readConfig({ file, dotEnv, env, flags: { port: '1004' } });
    expect(config).toMatchObject({ port: 1004, rateLimitPerMinute: 3, memory: 'ram', syncIdleMs: 200 });
  });

  test('a variable wins over its seed name in the same place, and a real seed name over .env', () => {
    expect(readConfig({ env: { API_PORT: '1', PAGEKEEP_PORT: '2' } }).port).toBe(2);
    expect(readConfig({ env: { API_PORT: '1' }, dotEnv: { PAGEKEEP_PORT: '2' } }).port).toBe(1);
  });

  test('a wrong flag or file value is named by where it stands', () => {
    expect(sentence(() => readConfig({ env: {}, flags: { port: 'x' } }))).toMatch(/^--port must/);
    expect(sentence(() => readConfig({ env: {}, file: { port: 'x' } }))).toMatch(
      /^port in config\.json must/,
    );
    expect(sentence(() => readConfig({ env: {}, file: { prot: 1 } }))).toMatch(/no setting "prot".*port/);
    expect(sentence(() => readConfig({ env: {}, file: { data_dir: '/x' } }))).toMatch(
      /no setting "data_dir"/,
    );
    expect(sentence(() => readConfig({ env: {}, file: [1] }))).toBe('config.json must be a JSON object.');
  });

  test('lists may be lists in config.json', () => {
    const file = { allow_hosts: ['wiki.local'], languages: ['de'], api_key: null };
    expect(readConfig({ env: {}, file })).toMatchObject({
      allowHosts: ['wiki.local'],
      languages: ['de'],
      apiKey: null,
    });
  });
});

test('another host opens with a key and the flag, with neither alone', () => {
  const env = { PAGEKEEP_HOST: '0.0.0.0', PAGEKEEP_API_KEY: 'k' };
  expect(readConfig({ env, flags: { 'allow-remote': true } }).host).toBe('0.0.0.0');
  expect(sentence(() => readConfig({ env }))).toContain('--allow-remote');
  const withoutKey = { env: { PAGEKEEP_HOST: '0.0.0.0' }, flags: { 'allow-remote': true } };
  expect(sentence(() => readConfig(withoutKey))).toContain('PAGEKEEP_API_KEY');
});
