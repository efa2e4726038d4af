import { Crawl4aiHome } from '../../crawl/crawl4ai-home.ts';
import { crawl4aiFolder } from '../../crawl/open-crawl4ai.ts';
import { checkCrawl4ai } from '../check-crawl4ai.ts';
import type { Command, Invocation } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { Failure } from '../../failure.ts';

export const crawl4ai: Command = {
  usage: 'crawl4ai install | status',
  summary: 'Sets up the Crawl4AI that renders pages which need their scripts, or says how it is.',
  examples: [
    [
      'pagekeep crawl4ai install',
      'into a Python of its own in the data folder, about 400 MB; a crawl does it too',
    ],
    ['pagekeep crawl4ai status', 'what is there and what is missing'],
  ],
  words: [1, 1],
  async run(call) {
    const [deed] = call.words;
    if (deed === 'install') await install(call);
    else if (deed !== 'status') {
      throw new Failure('bad-input', `Usage: pagekeep ${crawl4ai.usage}. See: pagekeep crawl4ai --help`);
    }
    return showStatus(call);
  },
};

async function install({ config, terminal }: Invocation): Promise<void> {
  const home = new Crawl4aiHome(crawl4aiFolder(config));
  if (await home.isInstalled()) return;
  await home.install((line) => terminal.note(`${line}\n`));
}

async function showStatus({ config, terminal, print }: Invocation): Promise<ExitCode> {
  const { state, finding, next } = await checkCrawl4ai(config, terminal.env);
  print(
    { state, finding, ...(next !== undefined && { next }) },
    next === undefined ? finding : `${finding}\n${next}`,
  );
  return state === 'ok' ? EXIT.done : EXIT.failed;
}
