import { tagKey } from '../../../shared/contract/tag-key.ts';
import { Failure } from '../../failure.ts';
import { callDaemon } from '../call-daemon.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { findPage } from '../find-page.ts';
import { oneLine } from '../plain-characters.ts';

export const tag: Command = {
  usage: 'tag URL [+TAG…] [-TAG…]',
  summary: 'Adds tags to a page, takes them away, or shows them.',
  examples: [
    ['pagekeep tag https://example.org/article +work -later', 'one more, one less'],
    ['pagekeep tag https://example.org/article "+bridge design"', 'a tag of two words'],
    ['pagekeep tag https://example.org/article', 'only show them'],
  ],
  words: [1, 201],
  minusWords: true,
  async run({ config, words: [url = '', ...changes], print }) {
    const link = findDaemon(config);
    const [added, removed] = readChanges(changes);
    const page = await findPage(link, url);
    const gone = new Set(removed.map(tagKey));
    const tags = [...page.tags.filter((one) => !gone.has(tagKey(one))), ...added];
    const edited =
      changes.length === 0
        ? page
        : await callDaemon(link, 'editPage', { id: page.page_id, tags }, page.page_id);
    print(edited, edited.tags.map((one) => `#${oneLine(one)}`).join('\n') || 'No tags.');
    return EXIT.done;
  },
};

function readChanges(changes: readonly string[]): [added: string[], removed: string[]] {
  const wrong = changes.find((change) => !/^[+-]\s*\S/u.test(change));
  if (wrong !== undefined) {
    throw new Failure(
      'bad-input',
      'Put + before a tag to add and - before a tag to take away: +work -later.',
    );
  }
  const signed = (sign: string): string[] =>
    changes.filter((change) => change.startsWith(sign)).map((change) => change.slice(1));
  return [signed('+'), signed('-')];
}
