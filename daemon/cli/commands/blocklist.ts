import { Failure } from '../../failure.ts';
import { callDaemon } from '../call-daemon.ts';
import type { Command, Invocation } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { oneLine } from '../plain-characters.ts';
import { sayCount } from '../say-count.ts';

export const blocklist: Command = {
  usage: 'blocklist list | add PATTERN | remove PATTERN | test URL | lists | enable NAME | disable NAME',
  summary: 'Says which sites are never remembered.',
  examples: [
    ['pagekeep blocklist add bank.example', 'never that site, with or without www.'],
    ['pagekeep blocklist add "*.social.example" --description "too much"', 'nor any site below it'],
    ['pagekeep blocklist add "example.com/private/*"', 'only part of a site; * stands for anything'],
    ['pagekeep blocklist add word:casino', 'pages with that word in address or title; also title:, address:'],
    ['pagekeep blocklist enable social-media', 'a ready list; pagekeep blocklist lists shows them all'],
    ['pagekeep blocklist test https://mail.social.example/inbox', 'exit code 0: allowed, 4: blocked'],
    ['pagekeep blocklist remove bank.example', 'remember it again'],
  ],
  options: { description: { value: 'TEXT', text: 'why; kept beside the pattern' } },
  words: [1, 2],
  run(call) {
    const [deed, subject] = call.words;
    if (deed === 'list' && subject === undefined) return list(call);
    if (deed === 'add' && subject !== undefined) return add(call, subject);
    if (deed === 'lists' && subject === undefined) return lists(call);
    if (deed === 'enable' && subject !== undefined) return add(call, `list:${subject}`);
    if (deed === 'disable' && subject !== undefined) return remove(call, `list:${subject}`);
    if (deed === 'remove' && subject !== undefined) return remove(call, subject);
    if (deed === 'test' && subject !== undefined) return test(call, subject);
    throw new Failure('bad-input', `Usage: pagekeep ${blocklist.usage}. See: pagekeep blocklist --help`);
  },
};

async function list(call: Invocation): Promise<ExitCode> {
  const answer = await callDaemon(findDaemon(call.config), 'blocked');
  const lines = answer.blocked_domains.map(({ pattern, description, created_at }) =>
    [created_at.slice(0, 10), oneLine(pattern), oneLine(description ?? '')].join('  ').trimEnd(),
  );
  call.print(answer, lines.length === 0 ? 'Nothing is blocked.' : lines.join('\n'));
  return EXIT.done;
}

async function lists(call: Invocation): Promise<ExitCode> {
  const answer = await callDaemon(findDaemon(call.config), 'blocked');
  const lines = answer.lists.map(({ name, title, hosts, enabled }) =>
    [enabled ? 'on ' : 'off', name.padEnd(14), `${title}, ${sayCount(hosts, 'site')}`].join('  '),
  );
  call.print(answer.lists, lines.join('\n'));
  return EXIT.done;
}

async function add(call: Invocation, pattern: string): Promise<ExitCode> {
  const description = call.text('description');
  const answer = await callDaemon(findDaemon(call.config), 'block', {
    pattern,
    ...(description !== undefined && { description }),
  });
  const kept =
    answer.kept_pages === 0
      ? ''
      : ` Kept from before: ${sayCount(answer.kept_pages, 'page')}; forget them to be rid of them.`;
  call.print(answer, `${answer.added ? 'Blocked' : 'Already blocked:'} ${oneLine(answer.pattern)}.${kept}`);
  return EXIT.done;
}

async function remove(call: Invocation, pattern: string): Promise<ExitCode> {
  const answer = await callDaemon(findDaemon(call.config), 'unblock', { pattern });
  call.print(answer, `No longer blocked: ${oneLine(answer.pattern)}.`);
  return EXIT.done;
}

async function test(call: Invocation, url: string): Promise<ExitCode> {
  const verdict = await callDaemon(findDaemon(call.config), 'testBlocked', { url });
  const { pattern, list: from } = verdict;
  const listed = from === null ? '' : `, from the ready list ${from}`;
  call.print(verdict, pattern === null ? 'Allowed.' : `Blocked by ${oneLine(pattern)}${listed}.`);
  return verdict.blocked ? EXIT.refused : EXIT.done;
}
