import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { readConfig, readDataDir } from '../config.ts';
import type { Config, ConfigSources } from '../config.ts';
import { Failure } from '../failure.ts';

/** Finds the data folder, reads its `config.json` and `.env`, and merges everything into one `Config`. */
export function loadConfig(given: Pick<ConfigSources, 'env' | 'flags'>): Config {
  return readConfig(readSources(given));
}

/** Everything that may set something, unchecked. */
export function readSources(given: Pick<ConfigSources, 'env' | 'flags'>): ConfigSources {
  const dataDir = readDataDir(given);
  const dotEnv = parseEnv(readText(join(dataDir, '.env')) ?? '');
  if (readDataDir({ ...given, dotEnv }) !== dataDir) {
    throw new Failure('bad-input', 'The .env of the data folder cannot name another data folder.');
  }
  return { ...given, dotEnv, file: readJson(join(dataDir, 'config.json')) };
}

function readJson(path: string): unknown {
  const text = readText(path);
  if (text === null) return {};
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Failure('bad-input', 'config.json is not valid JSON.', { cause });
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR'))
      return null;
    throw new Failure('bad-input', `${path} cannot be read.`, { cause });
  }
}
