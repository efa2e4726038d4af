import type { PageVersion, VersionDiff } from '../../../shared/contract/version-endpoints.ts';
import { callDaemon } from '../call-daemon.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { findPage } from '../find-page.ts';
import { oneLine, plainCharacters } from '../plain-characters.ts';
import { sayCount } from '../say-count.ts';

export const versions: Command = {
  usage: 'versions URL',
  summary: 'Lists how a page read before, or what changed.',
  examples: [
    ['pagekeep versions https://example.org/article', 'when it changed'],
    ['pagekeep versions https://example.org/article --diff 2', 'what version 2 had, and the one after it'],
    ['pagekeep versions https://example.org/article --diff 2 --against 5', 'between any two'],
  ],
  options: {
    diff: { value: 'N', text: 'say what changed after version N; after the latest: what changed with it' },
    against: { value: 'N', text: 'compare with this version instead' },
  },
  words: [1, 1],
  async run({ config, words: [url = ''], number, print }) {
    const link = findDaemon(config);
    const n = number('diff');
    const against = number('against');
    const { page_id } = await findPage(link, url);
    if (n === undefined) {
      const list = await callDaemon(link, 'versions', { id: page_id }, page_id);
      print(list, list.versions.map(sayVersion).join('\n'));
      return EXIT.done;
    }
    const diff = await callDaemon(link, 'versionDiff', { id: page_id, n, against }, page_id);
    print(diff, sayDiff(diff));
    return EXIT.done;
  },
};

function sayVersion({ version, captured_at, last_seen_at, title, passages, current }: PageVersion): string {
  const seen = last_seen_at === captured_at ? '' : `, seen until ${last_seen_at.slice(0, 10)}`;
  const now = current ? ' (now)' : '';
  return `${version}  ${captured_at.slice(0, 10)}${seen}  ${sayCount(passages, 'passage')}${now}  ${oneLine(title)}`;
}

function sayDiff({ from, to, added, removed, changed, counts }: VersionDiff): string {
  const lines = [
    `Version ${from.version} (${from.captured_at.slice(0, 10)}) to ${to.version} (${to.captured_at.slice(0, 10)}): ` +
      `${counts.changed} changed, ${counts.removed} removed, ${counts.added} added, ${counts.unchanged} unchanged.`,
    ...changed.flatMap(({ before, after }) => ['', quote('-', before), quote('+', after)]),
    ...removed.flatMap(({ text }) => ['', quote('-', text)]),
    ...added.flatMap(({ text }) => ['', quote('+', text)]),
  ];
  return lines.join('\n');
}

function quote(sign: string, text: string): string {
  return plainCharacters(text)
    .split('\n')
    .map((line) => `${sign} ${line}`)
    .join('\n');
}
