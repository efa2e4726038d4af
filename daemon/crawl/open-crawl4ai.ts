import { join } from 'node:path';
import type { Config } from '../config.ts';
import { Failure } from '../failure.ts';
import type { Crawl4ai } from './crawl4ai.ts';
import { EmbeddedCrawl4ai } from './embedded-crawl4ai.ts';
import type { EmbeddedSetup } from './embedded-crawl4ai.ts';
import { ExternalCrawl4ai } from './external-crawl4ai.ts';

/** Where nobody wants one. */
export const NO_CRAWL4AI: Crawl4ai = {
  mode: 'none',
  state: async () => ({ mode: 'none', ready: false, running: false, version: null }),
  use: () => Promise.reject(new Failure('not-ready', 'Crawl4AI is not set up here.')),
  close: async () => undefined,
};

/** The folder of the embedded one. */
export function crawl4aiFolder({ dataDir, crawl4aiDir }: Pick<Config, 'dataDir' | 'crawl4aiDir'>): string {
  return crawl4aiDir ?? join(dataDir, 'crawl4ai');
}

/** Who renders pages, by the configuration. Nothing is started yet. */
export function openCrawl4ai(
  config: Pick<
    Config,
    'dataDir' | 'crawl4aiDir' | 'crawl4ai' | 'crawl4aiUrl' | 'crawl4aiToken' | 'allowHosts'
  >,
  tools: Pick<EmbeddedSetup, 'findChromium' | 'report'>,
): Crawl4ai {
  const { crawl4aiUrl: url, crawl4aiToken: token, allowHosts } = config;
  if (url !== null) return new ExternalCrawl4ai({ url, token });
  if (config.crawl4ai === 'none') return NO_CRAWL4AI;
  return new EmbeddedCrawl4ai({ folder: crawl4aiFolder(config), allowHosts, ...tools });
}
