import envPaths from 'env-paths';
import * as z from 'zod';
import { Failure } from './failure.ts';
import type { KeepVersions } from './keep-versions.ts';
import { SETTINGS } from './settings.ts';
import type { Alias } from './settings.ts';

/** Everything a person can set, already checked. */
export interface Config {
  /** Absolute path; holds everything that is kept. */
  readonly dataDir: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host: string;
  readonly allowRemote: boolean;
  /** Further `host[:port]`s under which the daemon is addressed, in lower case. */
  readonly publicHosts: readonly string[];
  /** Absolute paths of a certificate chain and its key (PEM); null: no encryption. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** An extra bearer with every scope; null: none. */
  readonly apiKey: string | null;
  /** Client mode: the daemon of another host, which commands and agents use instead of one here; null: none. */
  readonly remote: { readonly host: string; readonly port: number; readonly secure: boolean } | null;
  /** The bearer shown there. */
  readonly remoteKey: string | null;
  readonly memory: 'ram' | 'disk';
  readonly syncIdleMs: number;
  readonly syncPeriodMs: number;
  /** Absolute path of a folder of models given by hand; null: the data folder's. */
  readonly modelDir: string | null;
  /** Whether the daemon may set up and run a Crawl4AI of its own. */
  readonly crawl4ai: 'embedded' | 'none';
  /** Absolute path of the folder where that one lives; null: in the data folder. */
  readonly crawl4aiDir: string | null;
  /** An external Crawl4AI server, which is used instead; null: none. */
  readonly crawl4aiUrl: string | null;
  /** The bearer shown there. */
  readonly crawl4aiToken: string | null;
  /** Internal `host[:port]`s that may be fetched all the same, in lower case. */
  readonly allowHosts: readonly string[];
  /** Requests per client; 0: no limit. */
  readonly rateLimitPerMinute: number;
  /** Crawls that run at once; further ones wait. */
  readonly maxConcurrentCrawls: number;
  /** Which earlier versions of a page stay. */
  readonly keepVersions: KeepVersions;
  /** Only pages in these languages (BCP 47) are kept; null: all. */
  readonly languages: readonly string[] | null;
}

/** Unchecked values: `flags` and `file` (the parsed `config.json`) by setting, the two environments by variable. */
export interface ConfigSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The parsed `.env` of the data folder; real variables win over it. */
  readonly dotEnv?: Readonly<Record<string, string | undefined>>;
  readonly flags?: Readonly<Record<string, unknown>>;
  readonly file?: unknown;
}

type SettingName = keyof typeof SETTINGS;
type ValueOf<N extends SettingName> = z.output<(typeof SETTINGS)[N]['schema']>;

/** Flags that are settings too; `allow-remote` is one on purpose only there: it is a decision, not a preference. */
const FLAGS: Readonly<Partial<Record<SettingName, string>>> = { dataDir: 'data-dir', port: 'port' };

/** The key of a setting in `config.json`: the variable's name without its prefix, in lower case. */
function fileKey(name: SettingName): string {
  return SETTINGS[name].variable.replace('PAGEKEEP_', '').toLowerCase();
}

/** Merges defaults < `config.json` < environment < flags and checks every value; a wrong one is a `bad-input` Failure naming where it stands and its rule. */
export function readConfig(sources: ConfigSources): Config {
  const file = readFile(sources.file ?? {});
  const read = <N extends SettingName>(name: N): ValueOf<N> => readSetting(name, sources, file);
  const config: Config = {
    dataDir: readDataDir(sources),
    port: read('port'),
    host: read('host'),
    allowRemote: sources.flags?.['allow-remote'] === true,
    publicHosts: read('publicHosts'),
    tls: readTls(read('tlsCert'), read('tlsKey')),
    apiKey: read('apiKey'),
    remote: read('remote'),
    remoteKey: read('remoteKey'),
    memory: read('memory'),
    syncIdleMs: read('syncIdleMs'),
    syncPeriodMs: read('syncPeriodMs'),
    modelDir: read('modelDir'),
    crawl4ai: read('crawl4ai'),
    crawl4aiDir: read('crawl4aiDir'),
    crawl4aiUrl: read('crawl4aiUrl'),
    crawl4aiToken: read('crawl4aiToken'),
    allowHosts: read('allowHosts'),
    rateLimitPerMinute: read('rateLimitPerMinute'),
    maxConcurrentCrawls: read('maxConcurrentCrawls'),
    keepVersions: read('keepVersions'),
    languages: read('languages'),
  };
  refuseOpenDoor(config);
  refuseHalfClient(config, sources);
  return config;
}

/** A setting as a person looks at it; `source` says where it was set, null for the default. */
export interface ExplainedSetting {
  readonly name: string;
  readonly variable: string;
  readonly value: unknown;
  readonly source: string | null;
}

const SECRETS: ReadonlySet<string> = new Set(['apiKey', 'remoteKey', 'crawl4aiToken']);

/** Every setting with its value and where that comes from. Keys are not shown. */
export function explainSettings(sources: ConfigSources): ExplainedSetting[] {
  const file = readFile(sources.file ?? {});
  return (Object.keys(SETTINGS) as SettingName[]).map((name) => {
    const found = findValue(name, sources, file);
    const value = name === 'dataDir' ? readDataDir(sources) : readSetting(name, sources, file);
    const shown = SECRETS.has(name) && value !== null ? 'set, not shown' : value;
    return {
      name: fileKey(name),
      variable: SETTINGS[name].variable,
      value: shown,
      source: found?.source ?? null,
    };
  });
}

/** The data folder alone, as an absolute path: where `config.json` and `.env` are looked for before they can be read. */
export function readDataDir({ env, dotEnv, flags }: Omit<ConfigSources, 'file'>): string {
  const sources = { env, dotEnv: dotEnv ?? {}, flags: flags ?? {} };
  return readSetting('dataDir', sources, {}) || envPaths('pagekeep', { suffix: '' }).data;
}

/** True for the addresses only this computer can reach. */
export function isLoopback(address: string): boolean {
  return address === '127.0.0.1' || address === 'localhost' || address === '::1';
}

interface Found {
  readonly value: unknown;
  readonly source: string;
  readonly rule: string;
}

function readSetting<N extends SettingName>(
  name: N,
  sources: ConfigSources,
  file: Readonly<Record<string, unknown>>,
): ValueOf<N> {
  const found = findValue(name, sources, file);
  const { schema, fallback } = SETTINGS[name];
  if (found === null) return fallback as ValueOf<N>;
  const parsed = schema.safeParse(found.value);
  if (parsed.success) return parsed.data as ValueOf<N>;
  throw new Failure('bad-input', `${found.source} must be ${found.rule}.`);
}

function findValue(
  name: SettingName,
  sources: ConfigSources,
  file: Readonly<Record<string, unknown>>,
): Found | null {
  const { variable, rule, aliases } = SETTINGS[name];
  const flag = FLAGS[name];
  const given = flag === undefined ? undefined : sources.flags?.[flag];
  if (given !== undefined) return { value: given, source: `--${flag}`, rule };
  for (const env of [sources.env, sources.dotEnv ?? {}]) {
    for (const alias of [{ name: variable }, ...aliases] as readonly Alias[]) {
      const text = env[alias.name];
      // An empty variable is how shells and compose files say "not set".
      if (text === undefined || text === '') continue;
      const value = alias.translate === undefined ? text : alias.translate(text);
      return { value, source: alias.name, rule: alias.rule ?? rule };
    }
  }
  const kept = file[fileKey(name)];
  if (kept === undefined || kept === null) return null;
  return { value: kept, source: `${fileKey(name)} in config.json`, rule };
}

function readFile(file: unknown): Readonly<Record<string, unknown>> {
  const parsed = z.record(z.string(), z.unknown()).safeParse(file);
  if (!parsed.success) throw new Failure('bad-input', 'config.json must be a JSON object.');
  const names = Object.keys(SETTINGS).filter(
    (name): name is SettingName => name in SETTINGS && name !== 'dataDir',
  );
  const known = names.map(fileKey);
  const stranger = Object.keys(parsed.data).find((key) => !known.includes(key));
  if (stranger === undefined) return parsed.data;
  throw new Failure('bad-input', `config.json has no setting "${stranger}"; it may set ${known.join(', ')}.`);
}

function readTls(cert: string | null, key: string | null): Config['tls'] {
  if (cert === null && key === null) return null;
  if (cert !== null && key !== null) return { cert, key };
  throw new Failure('bad-input', 'PAGEKEEP_TLS_CERT and PAGEKEEP_TLS_KEY go together.');
}

function refuseHalfClient({ remote, remoteKey }: Config, { env, dotEnv }: ConfigSources): void {
  const word = (env['IS_SERVER'] || dotEnv?.['IS_SERVER'] || '').toLowerCase();
  if (!['', 'true', 'false'].includes(word)) {
    throw new Failure('bad-input', 'IS_SERVER must be true, false or left out.');
  }
  if (word === 'false' && remote === null) {
    throw new Failure('bad-input', 'IS_SERVER=false asks for client mode, which needs PAGEKEEP_REMOTE.');
  }
  if (remote !== null && remoteKey === null) {
    throw new Failure(
      'bad-input',
      'PAGEKEEP_REMOTE needs PAGEKEEP_REMOTE_KEY: nobody is let in there without one.',
    );
  }
}

// The memory is private: reachable from elsewhere only by two deliberate acts, a key and a flag.
function refuseOpenDoor(config: Config): void {
  if (isLoopback(config.host) || (config.apiKey !== null && config.allowRemote)) return;
  throw new Failure(
    'bad-input',
    `PAGEKEEP_HOST ${config.host} can be reached from other computers; that needs PAGEKEEP_API_KEY and --allow-remote.`,
  );
}
