import { callDaemon } from '../call-daemon.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { findPage } from '../find-page.ts';
import { plainCharacters } from '../plain-characters.ts';

export const read: Command = {
  usage: 'read URL',
  summary: 'Prints a kept page as Markdown.',
  examples: [
    ['pagekeep read https://example.org/article | less', 'read it without the site'],
    ['pagekeep read https://example.org/article --json', 'with its title, tags and dates'],
  ],
  words: [1, 1],
  async run({ config, words: [url = ''], print }) {
    const link = findDaemon(config);
    const page = await findPage(link, url);
    const markdown = await callDaemon(link, 'markdown', {}, page.page_id);
    print({ ...page, markdown }, plainCharacters(markdown).trimEnd());
    return EXIT.done;
  },
};
