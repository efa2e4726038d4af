import { dirname, resolve } from 'node:path';
import * as z from 'zod';
import { KEEP_VERSIONS, parseKeepVersions } from './keep-versions.ts';
import { DEFAULT_PORT } from '../shared/contract/version.ts';

/** A seed name for a setting, with its own rule where its values differ. */
export interface Alias {
  readonly name: string;
  readonly rule?: string;
  readonly translate?: (value: string) => unknown;
}

export interface Setting<S extends z.ZodType = z.ZodType> {
  readonly variable: string;
  /** Completes the sentence "… must be …". */
  readonly rule: string;
  readonly schema: S;
  readonly fallback: z.output<S>;
  readonly aliases: readonly Alias[];
}

function setting<S extends z.ZodType>(
  variable: string,
  rule: string,
  schema: S,
  fallback: z.output<NoInfer<S>>,
  aliases: readonly Alias[] = [],
): Setting<S> {
  return { variable, rule, schema, fallback, aliases };
}

function wholeNumber(low: number, high: number) {
  const digits = z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number);
  return z.union([z.number(), digits]).pipe(z.int().min(low).max(high));
}

function list<S extends z.ZodType<unknown, string>>(element: S) {
  const commas = z.string().transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );
  return z.union([z.array(z.string()), commas]).pipe(z.array(element));
}

const path = z
  .string()
  .refine((text) => text.trim() !== '' && !text.includes('\0'))
  .transform((text) => resolve(text));

/** A host as WHATWG URLs spell it, `[::1]` included; null when it is none or brings a path or credentials along. */
function parseHost(text: string): URL | null {
  if (!URL.canParse(`http://${text}`)) return null;
  const parsed = new URL(`http://${text}`);
  return parsed.href === `http://${parsed.host}/` && !/[/?#@\\\s]/u.test(text) ? parsed : null;
}

const host = z
  .string()
  .transform((text) => (text.includes(':') && !text.startsWith('[') ? `[${text}]` : text))
  .refine((text) => parseHost(text)?.port === '')
  .transform((text) => (parseHost(text)?.hostname ?? text).replace(/^\[(.*)\]$/u, '$1'));

const hostAndPort = z
  .string()
  .refine((text) => parseHost(text) !== null)
  .transform((text) => text.toLowerCase());

const key = z.nullable(z.string().regex(/^[!-~]{1,512}$/));

/** The daemon of another host. Off this computer only encrypted: the key and every page travel there. */
const remote = z
  .string()
  .transform((text) => (URL.canParse(text) ? new URL(text) : null))
  .refine((url) => url !== null && url.username === '' && url.pathname + url.search + url.hash === '/')
  .refine((url) => url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.has(url.hostname)))
  .transform((url) => {
    const secure = url?.protocol === 'https:';
    const name = (url?.hostname ?? '').replace(/^\[(.*)\]$/u, '$1');
    return { host: name, port: Number(url?.port || (secure ? 443 : 80)), secure };
  });
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

const serverUrl = z
  .string()
  .refine((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? '') && URL.parse(text)?.username === '');

const languages = z.union([
  z.literal('all').transform(() => null),
  list(
    z
      .string()
      .regex(/^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i)
      .transform((tag) => Intl.getCanonicalLocales(tag)[0] ?? tag),
  ).refine((tags) => tags.length > 0),
]);

const versionsToKeep = z.union([z.number(), z.string()]).transform((given, context) => {
  const keep = parseKeepVersions(String(given));
  if (keep === null) context.addIssue({ code: 'custom', message: 'No such rule.' });
  return keep ?? KEEP_VERSIONS;
});

const IN_MEMORY: Readonly<Record<string, string>> = { true: 'ram', false: 'disk' };

const DAY_MS = 86_400_000;

/** Every setting: its variable, its rule, its default and the seed names it also answers to. */
export const SETTINGS = {
  dataDir: setting('PAGEKEEP_DATA_DIR', 'the path of a folder', path, '', [
    {
      name: 'DB_PATH',
      rule: 'the path of a file',
      translate: (file) => (file.trim() === '' ? '' : dirname(file)),
    },
  ]),
  port: setting('PAGEKEEP_PORT', 'a whole number from 0 to 65535', wholeNumber(0, 65_535), DEFAULT_PORT, [
    { name: 'API_PORT' },
  ]),
  host: setting('PAGEKEEP_HOST', 'an IP address or a host name', host, '127.0.0.1', [{ name: 'API_HOST' }]),
  publicHosts: setting(
    'PAGEKEEP_PUBLIC_HOSTS',
    'a comma-separated list of host or host:port',
    list(hostAndPort),
    [],
  ),
  tlsCert: setting('PAGEKEEP_TLS_CERT', 'the path of a file', z.nullable(path), null),
  tlsKey: setting('PAGEKEEP_TLS_KEY', 'the path of a file', z.nullable(path), null),
  apiKey: setting('PAGEKEEP_API_KEY', '1 to 512 visible ASCII characters without spaces', key, null, [
    { name: 'API_KEY' },
  ]),
  remote: setting(
    'PAGEKEEP_REMOTE',
    'the address of a Pagekeep such as https://home.example:7410; http only on this computer',
    z.nullable(remote),
    null,
  ),
  remoteKey: setting('PAGEKEEP_REMOTE_KEY', '1 to 512 visible ASCII characters without spaces', key, null),
  memory: setting('PAGEKEEP_MEMORY', 'ram or disk', z.enum(['ram', 'disk']), 'ram', [
    { name: 'USE_MEMORY_DB', rule: 'true or false', translate: (word) => IN_MEMORY[word.toLowerCase()] },
  ]),
  syncIdleMs: setting(
    'PAGEKEEP_SYNC_IDLE_MS',
    'milliseconds from 100 to 86400000',
    wholeNumber(100, DAY_MS),
    5_000,
  ),
  syncPeriodMs: setting(
    'PAGEKEEP_SYNC_PERIOD_MS',
    'milliseconds from 1000 to 86400000',
    wholeNumber(1_000, DAY_MS),
    300_000,
  ),
  modelDir: setting('PAGEKEEP_MODEL_DIR', 'the path of a folder', z.nullable(path), null),
  crawl4ai: setting(
    'PAGEKEEP_CRAWL4AI',
    'embedded (set up when a page first needs it) or none',
    z.enum(['embedded', 'none']),
    'embedded',
  ),
  crawl4aiDir: setting('PAGEKEEP_CRAWL4AI_DIR', 'the path of a folder', z.nullable(path), null),
  crawl4aiUrl: setting(
    'CRAWL4AI_URL',
    'the address of a Crawl4AI server such as http://127.0.0.1:11235',
    z.nullable(serverUrl),
    null,
  ),
  crawl4aiToken: setting('CRAWL4AI_API_TOKEN', '1 to 512 visible ASCII characters without spaces', key, null),
  allowHosts: setting(
    'PAGEKEEP_ALLOW_HOSTS',
    'a comma-separated list of host or host:port',
    list(hostAndPort),
    [],
  ),
  rateLimitPerMinute: setting(
    'PAGEKEEP_RATE_LIMIT_PER_MINUTE',
    'a whole number from 0 (no limit) to 1000000',
    wholeNumber(0, 1_000_000),
    600,
  ),
  maxConcurrentCrawls: setting('MAX_CONCURRENT_CRAWLS', 'a whole number from 1 to 16', wholeNumber(1, 16), 2),
  keepVersions: setting(
    'PAGEKEEP_KEEP_VERSIONS',
    'how many earlier versions of a page to keep, 0 to 1000, or for how long, such as 90_days (1 to 3650)',
    versionsToKeep,
    KEEP_VERSIONS,
  ),
  languages: setting(
    'PAGEKEEP_LANGUAGES',
    'all or a comma-separated list of language tags such as en,de',
    languages,
    null,
  ),
} satisfies Record<string, Setting>;
