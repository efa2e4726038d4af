import { callDaemon } from '../call-daemon.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { findPage } from '../find-page.ts';
import { oneLine, plainCharacters } from '../plain-characters.ts';

export const read: Command = {
  usage: 'read URL',
  summary: 'Prints a kept page as Markdown.',
  examples: [
    ['pagekeep read https://example.org/article | less', 'read it without the site'],
    ['pagekeep read https://example.org/article --json', 'with its title, tags and dates'],
    ['pagekeep read https://example.org/article --explain', 'see what was left out of it, and why'],
  ],
  options: {
    'as-of': { value: 'DATE', text: 'as it was kept on that day or at that instant' },
    explain: { text: 'say what was left out of the page instead, by which step and why' },
  },
  words: [1, 1],
  async run({ config, words: [url = ''], print, has, text: option }) {
    const link = findDaemon(config);
    const page = await findPage(link, url);
    if (has('explain')) {
      const trace = await callDaemon(link, 'explainPage', {}, page.page_id);
      const lines = trace.dropped.map(({ step, reason, text }) => `${step}: ${reason}\n    ${oneLine(text)}`);
      print({ ...page, ...trace }, lines.join('\n') || 'Nothing was left out.');
      return EXIT.done;
    }
    const as_of = option('as-of');
    const asked = as_of === undefined ? {} : { id: page.page_id, as_of };
    const markdown = await callDaemon(link, 'markdown', asked, page.page_id);
    print({ ...page, markdown }, plainCharacters(markdown).trimEnd());
    return EXIT.done;
  },
};
