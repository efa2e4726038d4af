import type { Config } from '../config.ts';
import { readVersion } from '../crawl/crawl4ai-client.ts';
import { Crawl4aiHome, findPython } from '../crawl/crawl4ai-home.ts';
import { crawl4aiFolder } from '../crawl/open-crawl4ai.ts';
import { Failure } from '../failure.ts';
import type { Finding } from './check-health.ts';
import { findChromium } from './find-chromium.ts';

const part = 'crawl4ai';
const WITHOUT = 'Until then pages are fetched without running their scripts.';

/** Looks at who renders pages that need their scripts, and names the first piece that is missing. */
export async function checkCrawl4ai(
  config: Config,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Finding> {
  const { crawl4aiUrl: url, crawl4aiToken: token } = config;
  if (url !== null) return checkServer(url, token);
  if (config.crawl4ai === 'none') {
    return { part, state: 'ok', finding: 'switched off: pages are fetched without running their scripts' };
  }
  if (findChromium(env) === null) {
    const next = `Install Chromium, or name one in PAGEKEEP_CHROMIUM. ${WITHOUT}`;
    return { part, state: 'attention', finding: 'no browser was found', next };
  }
  const folder = crawl4aiFolder(config);
  if (await new Crawl4aiHome(folder).isInstalled()) return { part, state: 'ok', finding: folder };
  const python = await findPython(env);
  if ('next' in python) {
    return { part, state: 'attention', finding: python.finding, next: `${python.next} ${WITHOUT}` };
  }
  const next = 'The first page that needs it sets it up, or: pagekeep crawl4ai install';
  return { part, state: 'attention', finding: 'not set up yet', next };
}

async function checkServer(url: string, token: string | null): Promise<Finding> {
  try {
    const version = await readVersion({ url, token }, AbortSignal.timeout(10_000));
    return { part, state: 'ok', finding: `Crawl4AI ${version} at ${url}` };
  } catch (error) {
    const finding = error instanceof Failure ? error.message : `Nothing answers at ${url}.`;
    return { part, state: 'attention', finding, next: `Start it, or take CRAWL4AI_URL away. ${WITHOUT}` };
  }
}
