import { join } from 'node:path';
import { readDataDir } from '../daemon/config.ts';
import { Crawl4aiHome } from '../daemon/crawl/crawl4ai-home.ts';

/** The folder of the real library, where a person's own daemon has it; installed once. Never skipped: without it the test fails and says what is missing. */
export async function realCrawl4ai(): Promise<string> {
  const folder = join(readDataDir({ env: process.env }), 'crawl4ai');
  const home = new Crawl4aiHome(folder);
  if (!(await home.isInstalled())) await home.install((line) => console.log(line));
  return folder;
}
