import { callDaemon } from '../call-daemon.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { oneLine } from '../plain-characters.ts';

export const list: Command = {
  usage: 'list',
  summary: 'Lists what is kept, newest first.',
  examples: [
    ['pagekeep list', 'the newest pages'],
    ['pagekeep list --tag work --sort title', 'one tag, by title'],
    ['pagekeep list --limit 1000 --json', 'for a script; next_cursor leads on'],
  ],
  options: {
    limit: { value: 'N', text: 'how many pages, 1 to 1000' },
    cursor: { value: 'CURSOR', text: 'go on where the last list ended' },
    tag: { value: 'TAG', text: 'only pages with this tag' },
    domain: { value: 'NAME', text: 'only this site' },
    since: { value: 'DATE', text: 'kept on this day or later' },
    until: { value: 'DATE', text: 'kept before' },
    sort: { value: 'ORDER', text: 'newest (default), oldest or title' },
  },
  words: [0, 0],
  async run(call) {
    const asked: Record<string, string | number | undefined> = { limit: call.number('limit') };
    for (const name of ['cursor', 'tag', 'domain', 'since', 'until', 'sort']) asked[name] = call.text(name);
    const pages = await callDaemon(findDaemon(call.config), 'list', asked);
    const lines = pages.content.map(({ captured_at, title, url, tags }) => {
      const marks = tags.map((tag) => ` #${oneLine(tag)}`).join('');
      return `${captured_at.slice(0, 10)}  ${oneLine(title || url)}${marks}\n            ${oneLine(url)}`;
    });
    if (lines.length === 0) lines.push('Nothing is kept that fits.');
    call.print(pages, lines.join('\n'));
    if (pages.next_cursor !== null && !call.json) {
      call.terminal.note(
        `${pages.count} of ${pages.total_count}. More: pagekeep list --cursor ${pages.next_cursor}\n`,
      );
    }
    return EXIT.done;
  },
};
